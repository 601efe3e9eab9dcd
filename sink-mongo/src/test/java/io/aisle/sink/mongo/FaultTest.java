package io.aisle.sink.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.WriteConcernError;
import java.util.List;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;

class FaultTest {
    private static final ServerAddress SERVER = new ServerAddress();
    private static final BsonDocument NONE = new BsonDocument();

    @Test
    void missingMajorityIsTheServersFaultThoughEveryMemberWasWritten() {
        var noMajority = new WriteConcernError(64, "WriteConcernFailed", "waiting for replication timed out", NONE);
        assertThat(Fault.isOfTheServer(bulk(List.of(), noMajority))).isTrue();
    }

    @Test
    void memberRefusedDuringFailOverIsTheServersFault() {
        assertThat(Fault.isOfTheServer(bulk(List.of(error(10_107)), null))).isTrue();
    }

    @Test
    void memberRefusedByTheValidatorIsNotTheServersFault() {
        assertThat(Fault.isOfTheServer(bulk(List.of(error(121), error(11_000)), null)))
                .isFalse();
    }

    @Test
    void onlyWhatTheDocumentCausedIsItsFault() {
        assertThat(Fault.isOfTheDocument(command(10_334))).isTrue();
        assertThat(Fault.isOfTheDocument(command(13))).as("not authorised").isFalse();
        assertThat(Fault.isOfTheDocument(new MongoSocketReadException("broken", SERVER)))
                .isFalse();
        assertThat(Fault.isOfTheDocument(new IllegalStateException())).isFalse();
    }

    private static BulkWriteError error(int code) {
        return new BulkWriteError(code, "refused", NONE, 0);
    }

    private static MongoCommandException command(int code) {
        return new MongoCommandException(new BsonDocument("code", new BsonInt32(code)), SERVER);
    }

    private static MongoBulkWriteException bulk(List<BulkWriteError> errors, WriteConcernError concern) {
        return new MongoBulkWriteException(
                BulkWriteResult.acknowledged(0, 0, 0, 0, List.of(), List.of()), errors, concern, SERVER, Set.of());
    }
}
