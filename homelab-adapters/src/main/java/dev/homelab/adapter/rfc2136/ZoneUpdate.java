// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.rfc2136;

import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/**
 * A change as one message, which a server makes as a whole or not at all. Pure.
 *
 * <p>What was seen when it was planned must still be there, and nothing else of what we own: otherwise the server refuses it (RFC 2136,
 * section 2.4).
 */
final class ZoneUpdate {

    /** The types of records that we own at a name. */
    private static final List<Integer> TYPES = List.of(Type.A, Type.AAAA, Type.CNAME);

    private ZoneUpdate() {}

    /** Returns an update that changes nothing, which only someone with the right to make updates may send. */
    static Update empty(Name zone) {
        return new Update(zone);
    }

    /** Returns the message of a change. */
    static Update of(Name zone, Change<ZoneName> change) {
        Update update = new Update(zone);
        Name name = name(change.key());
        Name mark = name(Zone.MARK + change.key());
        require(update, name, mark, change);
        List<Record> before = records(change.before());
        TYPES.stream()
                .filter(type -> before.stream().anyMatch(record -> record.getType() == type))
                .forEach(type -> update.delete(name, type));
        if (change.before().flatMap(Observed::owner).isPresent()) {
            update.delete(mark, Type.TXT);
        }
        List<Record> after = records(change.after());
        after.forEach(update::add);
        change.after()
                .flatMap(Observed::owner)
                .ifPresent(owner -> update.add(record(mark, Type.TXT, ttl(after), "\"" + owner + "\"")));
        return update;
    }

    private static void require(Update update, Name name, Name mark, Change<ZoneName> change) {
        List<Record> before = records(change.before());
        boolean isNewAlias = change.before().isEmpty()
                && change.after().filter(after -> after.resource().isAlias()).isPresent();
        if (isNewAlias) {
            update.absent(name);
        } else {
            TYPES.stream()
                    .filter(type -> before.stream().noneMatch(record -> record.getType() == type))
                    .forEach(type -> update.absent(name, type));
            before.forEach(record -> update.present(
                    Record.newRecord(name, record.getType(), DClass.IN, 0, record.rdataToWireCanonical())));
        }
        change.before()
                .flatMap(Observed::owner)
                .ifPresentOrElse(
                        owner -> update.present(record(mark, Type.TXT, 0, "\"" + owner + "\"")),
                        () -> update.absent(mark, Type.TXT));
    }

    private static List<Record> records(Optional<Observed<ZoneName>> picture) {
        return picture.stream()
                .flatMap(seen -> seen.resource().records().stream()
                        .map(record -> record(name(seen.key()), record.split(" ", 3))))
                .toList();
    }

    private static Record record(Name name, String... parts) {
        int type = Type.value(parts[1]);
        String value = type == Type.CNAME ? parts[2] + "." : parts[2];
        return record(name, type, Long.parseLong(parts[0]), value);
    }

    private static Record record(Name name, int type, long ttl, String value) {
        try {
            return Record.fromString(name, type, DClass.IN, ttl, value, Name.root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long ttl(List<Record> records) {
        return records.stream().mapToLong(Record::getTTL).findFirst().orElse(0);
    }

    private static Name name(String hostname) {
        return Name.fromConstantString(hostname + ".");
    }
}
