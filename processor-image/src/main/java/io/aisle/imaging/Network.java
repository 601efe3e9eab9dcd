package io.aisle.imaging;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Arrays;

/** A range of IP addresses, all that share the first bits. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Network(byte[] address, int bits) {
    Network {
        if (bits < 0 || bits > address.length * Byte.SIZE) {
            throw new IllegalArgumentException("network: no prefix of " + bits + " bits");
        }
        address = address.clone();
    }

    /** @param range such as {@code 127.0.0.0/8} or {@code fd00::/8}; never a name */
    static Network parse(String range) {
        String[] parts = range.strip().split("/", 2);
        byte[] address = NetUtil.createByteArrayFromIpAddressString(parts[0]);
        if (address == null || parts.length < 2 || !parts[1].matches("\\d{1,3}")) {
            throw new IllegalArgumentException("network: must look like 127.0.0.0/8 (" + range + ")");
        }
        return new Network(address, Integer.parseInt(parts[1]));
    }

    boolean contains(InetAddress other) {
        byte[] bytes = other.getAddress();
        int whole = bits / Byte.SIZE;
        int rest = bits % Byte.SIZE;
        int mask = 0xff00 >> rest & 0xff;
        return bytes.length == address.length
                && Arrays.equals(bytes, 0, whole, address, 0, whole)
                && (rest == 0 || (bytes[whole] & mask) == (address[whole] & mask));
    }
}
