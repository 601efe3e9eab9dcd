package io.aisle.sink.mongo;

import io.aisle.contract.Codec;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;

/**
 * Records of the contract as BSON: fields by the same names and in the same order as in their JSON, absent where null,
 * times as dates (milliseconds), decimals as decimals. Equal records give equal bytes: maps and sets are sorted.
 */
final class Bson {
    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            return type.getRecordComponents();
        }
    };

    private Bson() {}

    static BsonDocument document(Record from) {
        BsonDocument document = new BsonDocument();
        for (RecordComponent component : COMPONENTS.get(from.getClass())) {
            put(document, component.getName(), valueOf(component, from));
        }
        return document;
    }

    private static void put(BsonDocument document, String name, @Nullable Object value) {
        if (value != null) {
            document.put(name, value(value));
        }
    }

    private static @Nullable Object valueOf(RecordComponent component, Record from) {
        try {
            return component.getAccessor().invoke(from);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("read " + component + ": " + e.getMessage(), e);
        }
    }

    private static BsonValue value(Object value) {
        if (value instanceof Record part) {
            return document(part);
        }
        if (value instanceof Map<?, ?> map) {
            return sorted(map);
        }
        if (value instanceof Collection<?> many) {
            return array(many);
        }
        return value instanceof Number number ? number(number) : scalar(value);
    }

    private static BsonValue scalar(Object value) {
        if (value instanceof String text) {
            return new BsonString(text);
        }
        if (value instanceof Boolean flag) {
            return BsonBoolean.valueOf(flag);
        }
        if (value instanceof Instant time) {
            return new BsonDateTime(time.toEpochMilli());
        }
        if (value instanceof byte[] bytes) {
            return new BsonBinary(bytes);
        }
        if (value instanceof Enum<?> word) {
            return new BsonString(word(word));
        }
        throw new IllegalStateException("no BSON for " + value.getClass());
    }

    private static BsonValue number(Number number) {
        if (number instanceof Integer small) {
            return new BsonInt32(small);
        }
        if (number instanceof Long large) {
            return new BsonInt64(large);
        }
        return number instanceof BigDecimal decimal
                ? new BsonDecimal128(new Decimal128(canonical(decimal)))
                : new BsonDouble(number.doubleValue());
    }

    /** 1.50 and 1.5 are one price: without one spelling, equal versions would not converge to equal bytes. */
    private static BigDecimal canonical(BigDecimal decimal) {
        BigDecimal shortest = decimal.stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }

    private static BsonDocument sorted(Map<?, ?> map) {
        Map<String, Object> byName = new TreeMap<>();
        map.forEach((key, value) -> byName.put(key instanceof Enum<?> name ? word(name) : key.toString(), value));
        BsonDocument document = new BsonDocument();
        byName.forEach((name, value) -> put(document, name, value));
        return document;
    }

    private static BsonArray array(Collection<?> many) {
        List<BsonValue> values = many.stream().map(Bson::value).toList();
        boolean words = many instanceof Set<?>;
        return new BsonArray(
                words ? values.stream().map(BsonValue::asString).sorted().toList() : values);
    }

    /** The codec's own word for it, so that document and message never differ. */
    private static String word(Enum<?> constant) {
        return Codec.tree(Codec.encode(constant)).asString();
    }
}
