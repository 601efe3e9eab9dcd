package io.aisle.classify.explain;

import static org.springframework.web.reactive.function.server.RequestPredicates.POST;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.aisle.classify.models.ServedModel;
import io.aisle.classify.models.ServingModels;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Explanations, on the server that also tells the app's health. */
@Configuration(proxyBeanMethods = false)
class ExplainConfiguration {
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);

    @Bean
    StableModel stableModel(ServingModels models) {
        return () -> {
            ServedModel stable = models.stable();
            return new StableModel.Serving(stable.release(), stable.engine());
        };
    }

    @Bean(destroyMethod = "close")
    ExplanationDesk explanationDesk(StableModel model) {
        return new ExplanationDesk(model);
    }

    @Bean
    RouterFunction<ServerResponse> explanations(ExplanationDesk desk) {
        return routes(new ExplainHandler(desk, READ_TIMEOUT));
    }

    static RouterFunction<ServerResponse> routes(ExplainHandler handler) {
        return route(POST("/explain"), handler::post).and(route(path("/explain"), handler::onlyPost));
    }
}
