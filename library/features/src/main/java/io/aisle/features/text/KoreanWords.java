package io.aisle.features.text;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.ko.KoreanReadingFormFilter;
import org.apache.lucene.analysis.ko.KoreanTokenizer;
import org.apache.lucene.analysis.ko.POS;
import org.apache.lucene.analysis.ko.dict.UserDictionary;
import org.apache.lucene.analysis.ko.tokenattributes.PartOfSpeechAttribute;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionLengthAttribute;

/**
 * Korean taken apart by Lucene Nori, for titles of goods. A compound is split when every part has two syllables or
 * more (반팔티셔츠 is 반팔 and 티셔츠, 자전거 stays whole) or when the user dictionary says so; particles and endings
 * are dropped, but not at a word's beginning, where Nori takes the syllables of foreign names for them. Thread-safe.
 */
final class KoreanWords implements AutoCloseable {
    private static final Set<POS.Tag> GRAMMAR = EnumSet.of(
            POS.Tag.E,
            POS.Tag.J,
            POS.Tag.VCP,
            POS.Tag.XSA,
            POS.Tag.XSV,
            POS.Tag.XSN,
            POS.Tag.SP,
            POS.Tag.SSC,
            POS.Tag.SSO,
            POS.Tag.SC,
            POS.Tag.SE,
            POS.Tag.SF,
            POS.Tag.SY);

    private final Set<String> splits;
    private final Analyzer nori;

    KoreanWords(List<String> userDictionary) {
        this.splits = userDictionary.stream()
                .filter(line -> line.contains(" "))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .collect(Collectors.toSet());
        this.nori = new Nori(dictionary(userDictionary));
    }

    /** Adds the words of a text of Korean and spaces. */
    void addTo(List<String> words, String korean) {
        List<Morpheme> morphemes = morphemes(korean);
        for (int at = 0; at < morphemes.size(); at++) {
            Morpheme morpheme = morphemes.get(at);
            List<Morpheme> parts = morphemes.subList(at + 1, at + 1 + morpheme.parts());
            if (parts.isEmpty()) {
                morpheme.addTo(words);
            } else if (splits.contains(morpheme.text()) || parts.stream().allMatch(Morpheme::isLong)) {
                parts.forEach(part -> part.addTo(words));
            } else {
                words.add(morpheme.text());
            }
            at += parts.size();
        }
    }

    @Override
    public void close() {
        nori.close();
    }

    /** Compounds come before their parts. */
    private List<Morpheme> morphemes(String korean) {
        List<Morpheme> morphemes = new ArrayList<>();
        try (TokenStream stream = nori.tokenStream("", new StringReader(korean))) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            PartOfSpeechAttribute speech = stream.addAttribute(PartOfSpeechAttribute.class);
            OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
            PositionLengthAttribute length = stream.addAttribute(PositionLengthAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                int start = offset.startOffset();
                boolean first = start == 0 || Character.isWhitespace(korean.charAt(start - 1));
                boolean word = first || !GRAMMAR.contains(speech.getLeftPOS());
                int parts = length.getPositionLength() > 1 ? length.getPositionLength() : 0;
                // Nori's dictionary has an entry with a space in it: 웨이, of 투웨이.
                morphemes.add(new Morpheme(term.toString().strip(), word, parts));
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return morphemes;
    }

    private static UserDictionary dictionary(List<String> lines) {
        try {
            return UserDictionary.open(new StringReader(String.join("\n", lines)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param parts how many of the next morphemes are its parts
     */
    private record Morpheme(String text, boolean isWord, int parts) {
        boolean isLong() {
            return isWord && text.length() > 1;
        }

        void addTo(List<String> words) {
            if (isWord) {
                words.add(text);
            }
        }
    }

    private static final class Nori extends Analyzer {
        private final UserDictionary dictionary;

        Nori(UserDictionary dictionary) {
            this.dictionary = dictionary;
        }

        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer tokenizer = new KoreanTokenizer(
                    TokenStream.DEFAULT_TOKEN_ATTRIBUTE_FACTORY,
                    dictionary,
                    KoreanTokenizer.DecompoundMode.MIXED,
                    false,
                    true);
            return new TokenStreamComponents(tokenizer, new KoreanReadingFormFilter(tokenizer));
        }
    }
}
