package io.aisle.tokenize;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * How product text becomes ids.
 *
 * @param vocabulary the vocabulary of the model that classifies; a file or a resource inside the app
 */
@ConfigurationProperties("aisle.tokenize")
public record TokenizeProperties(
        @DefaultValue("classpath:/model/vocabulary.txt") Resource vocabulary) {}
