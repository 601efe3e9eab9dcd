package io.aisle.source;

import java.util.ArrayList;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** Newline-delimited JSON. Empty lines are counted and skipped; a line that is too large is refused and skipped. */
final class Lines implements Splitter {
    private final DataSize maxLineSize;
    private final Gathered line;
    private long number = 1;

    Lines(DataSize maxLineSize, Allowance allowance) {
        this.maxLineSize = maxLineSize;
        this.line = new Gathered(maxLineSize.toBytes(), allowance);
    }

    @Override
    public List<Piece> feed(byte[] bytes) {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                gather(bytes, from, i, pieces);
                finish(pieces);
                from = i + 1;
            }
        }
        gather(bytes, from, bytes.length, pieces);
        return pieces;
    }

    @Override
    public List<Piece> end() {
        List<Piece> pieces = new ArrayList<>();
        finish(pieces);
        return pieces;
    }

    @Override
    public Piece stopped() {
        return new Piece.Refused(number, Problem.TIMEOUT, "nothing came for too long", true);
    }

    @Override
    public void close() {
        line.close();
    }

    /** Why the bytes of a piece did not fit. */
    static String tooMuch(Problem problem, String piece, DataSize largest) {
        return problem == Problem.TOO_LARGE
                ? "the " + piece + " is larger than " + largest.toBytes() + " bytes"
                : "more is arriving in all requests together than can be kept";
    }

    private void gather(byte[] bytes, int from, int to, List<Piece> pieces) {
        Problem problem = line.add(bytes, from, to);
        if (problem != null) {
            pieces.add(new Piece.Refused(number, problem, tooMuch(problem, "line", maxLineSize), false));
        }
    }

    private void finish(List<Piece> pieces) {
        if (line.hasText()) {
            pieces.add(new Piece.Text(number, line.take()));
        }
        line.clear();
        number++;
    }
}
