package io.aisle.classify.models;

import io.aisle.classifier.Encoder;
import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.ModelUnusable;
import io.aisle.classifier.Pair;
import io.aisle.contract.ImageFeatures;
import io.aisle.features.image.ImageFeatureExtractor;
import io.aisle.features.text.Reindexing;
import io.aisle.features.text.Vocabulary;
import java.io.ByteArrayInputStream;

/**
 * What every half passes on its way into a model: halves are made for one release, and here they become what another
 * one reads. Words get their ids in its vocabulary, pictures its size. A half that was made for it passes untouched.
 *
 * @param words of its vocabulary
 * @param pictures of its size
 */
record Door(Reindexing words, ImageFeatureExtractor pictures) {
    /** @throws ModelUnusable when the release's vocabulary is not the one its network was trained with */
    static Door of(ModelRelease release) {
        String name = release.manifest().name() + " " + release.manifest().version();
        Encoder encoder = Encoder.of(release);
        Vocabulary vocabulary = Vocabulary.load(new ByteArrayInputStream(release.file(ModelRelease.VOCABULARY)));
        if (!vocabulary.sha256().equals(encoder.vocabulary())) {
            throw new ModelUnusable("model " + name + ": its network was trained with vocabulary "
                    + encoder.vocabulary() + ", and the file is " + vocabulary.sha256());
        }
        if (vocabulary.size() != encoder.shape().vocabularySize()) {
            throw new ModelUnusable("model " + name + ": its vocabulary has " + vocabulary.size()
                    + " ids, and its network reads " + encoder.shape().vocabularySize());
        }
        return new Door(
                new Reindexing(vocabulary),
                new ImageFeatureExtractor(release.inputs().imageSize()));
    }

    /** The pair as this model reads it; what cannot be made so stays as it is, and the model refuses it by its name. */
    Pair through(Pair pair) {
        ImageFeatures image =
                pair.image() instanceof ImageFeatures.Picture picture ? pictures.resized(picture) : pair.image();
        return new Pair(words.of(pair.text()), image, pair.acceptedAt());
    }
}
