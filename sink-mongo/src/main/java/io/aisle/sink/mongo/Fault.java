package io.aisle.sink.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.bulk.BulkWriteError;
import java.util.Set;
import org.bson.BsonMaximumSizeExceededException;
import org.bson.BsonSerializationException;

/**
 * Whose fault a failed write is. When a command fails as a whole, the document's faults are a closed list, and
 * everything else is the store being unwell, no reason to give up a document. When a member of a bulk is refused, the
 * server's faults are the closed list: a code that neither list knows must not be retried for ever.
 */
final class Fault {
    /** Another writer inserted the same product in the same moment; the write succeeds when it is repeated. */
    static final int DUPLICATE_KEY = 11_000;

    /** BadValue, FailedToParse, Overflow, InvalidBSON, DocumentValidationFailure, and the four "too large" codes. */
    private static final Set<Integer> OF_THE_DOCUMENT = Set.of(2, 9, 15, 22, 121, 10_334, 17_280, 17_419, 17_420);

    /**
     * Codes with which a member of a bulk is refused for the server's state: shutdown, no primary, time out, conflict,
     * no space, not authorised, stale routing, interrupted, internal.
     *
     * @see <a href="https://www.mongodb.com/docs/manual/reference/error-codes/">MongoDB error codes</a>
     */
    private static final Set<Integer> OF_THE_SERVER = Set.of(
            1, 6, 7, 8, 13, 18, 24, 50, 63, 64, 89, 91, 100, 112, 133, 150, 189, 234, 262, 317, 9001, 10_058, 10_107,
            11_600, 11_601, 11_602, 13_388, 13_435, 13_436, 14_031);

    private Fault() {}

    static boolean isOfTheDocument(Throwable error) {
        return error instanceof BsonMaximumSizeExceededException
                || error instanceof BsonSerializationException
                || (error instanceof MongoCommandException refused && OF_THE_DOCUMENT.contains(refused.getErrorCode()));
    }

    /** Whether the server itself is unwell, whatever it did with single members. */
    static boolean isOfTheServer(MongoBulkWriteException error) {
        return error.getWriteConcernError() != null
                || error.getWriteErrors().stream().anyMatch(one -> OF_THE_SERVER.contains(one.getCode()));
    }

    static boolean isCollision(BulkWriteError error) {
        return error.getCode() == DUPLICATE_KEY;
    }
}
