// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.rfc2136;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/**
 * The records of a zone and what RFC 2136 makes of them: prerequisites (section 3.2) and updates (3.4). BIND 9.18 was measured to do the
 * same, and to skip an alias beside other records without a word.
 */
final class ZoneRecords {

    private final Name zone;
    private final Map<Name, Map<Integer, List<Record>>> records;

    /** Begins with what every zone has. */
    ZoneRecords(Name zone, List<Record> first) {
        this(zone, new TreeMap<>(Comparator.<Name>naturalOrder()));
        first.forEach(this::put);
    }

    private ZoneRecords(Name zone, Map<Name, Map<Integer, List<Record>>> records) {
        this.zone = zone;
        this.records = records;
    }

    ZoneRecords copy() {
        Map<Name, Map<Integer, List<Record>>> all = new TreeMap<>(Comparator.<Name>naturalOrder());
        records.forEach((name, types) -> {
            Map<Integer, List<Record>> sets = new HashMap<>();
            types.forEach((type, set) -> sets.put(type, new ArrayList<>(set)));
            all.put(name, sets);
        });
        return new ZoneRecords(zone, all);
    }

    /** Returns all records but the SOA. */
    List<Record> all() {
        return records.values().stream()
                .flatMap(types -> types.values().stream())
                .flatMap(List::stream)
                .filter(record -> record.getType() != Type.SOA)
                .toList();
    }

    Record soa() {
        return set(zone, Type.SOA).get(0);
    }

    boolean isKnown(Name name) {
        return records.containsKey(name) || records.keySet().stream().anyMatch(other -> other.subdomain(name));
    }

    List<Record> set(Name name, int type) {
        Map<Integer, List<Record>> types = records.getOrDefault(name, Map.of());
        return type == Type.ANY
                ? types.values().stream().flatMap(List::stream).toList()
                : types.getOrDefault(type, List.of());
    }

    /** Returns the code of the first prerequisite that does not hold. */
    int check(List<Record> prerequisites) {
        Map<Name, Map<Integer, List<Record>>> exact = new HashMap<>();
        for (Record record : prerequisites) {
            Name name = record.getName();
            int type = record.getType();
            if (record.getTTL() != 0) {
                return Rcode.FORMERR;
            }
            if (!name.subdomain(zone)) {
                return Rcode.NOTZONE;
            }
            boolean isThere = type == Type.ANY
                    ? records.containsKey(name)
                    : !set(name, type).isEmpty();
            if (record.getDClass() == DClass.ANY && !isThere) {
                return type == Type.ANY ? Rcode.NXDOMAIN : Rcode.NXRRSET;
            }
            if (record.getDClass() == DClass.NONE && isThere) {
                return type == Type.ANY ? Rcode.YXDOMAIN : Rcode.YXRRSET;
            }
            if (record.getDClass() == DClass.IN) {
                exact.computeIfAbsent(name, n -> new HashMap<>())
                        .computeIfAbsent(type, t -> new ArrayList<>())
                        .add(record);
            }
        }
        boolean isSame = exact.entrySet().stream()
                .allMatch(name -> name.getValue().entrySet().stream()
                        .allMatch(set -> values(set.getValue()).equals(values(set(name.getKey(), set.getKey())))));
        return isSame ? Rcode.NOERROR : Rcode.NXRRSET;
    }

    /** Makes the changes of an update that are allowed, and skips the others. */
    void update(List<Record> updates) {
        for (Record record : updates) {
            Name name = record.getName();
            int type = record.getType();
            boolean isOfZone = name.equals(zone) && (type == Type.SOA || type == Type.NS);
            if (record.getDClass() == DClass.IN) {
                add(record);
            } else if (record.getDClass() == DClass.ANY && type == Type.ANY) {
                records.computeIfPresent(name, (n, types) -> {
                    types.keySet().removeIf(t -> !n.equals(zone) || (t != Type.SOA && t != Type.NS));
                    return types.isEmpty() ? null : types;
                });
            } else if (record.getDClass() == DClass.ANY && !isOfZone) {
                drop(name, type, set(name, type));
            } else if (record.getDClass() == DClass.NONE && !isOfZone) {
                drop(
                        name,
                        type,
                        set(name, type).stream()
                                .filter(other -> other.rdataToString().equals(record.rdataToString()))
                                .toList());
            }
        }
    }

    /** Adds a record as an administrator does, who knows what is allowed. */
    void put(Record record) {
        List<Record> set = records.computeIfAbsent(record.getName(), n -> new HashMap<>())
                .computeIfAbsent(record.getType(), t -> new ArrayList<>());
        set.removeIf(other -> other.rdataToString().equals(record.rdataToString()));
        set.add(record);
    }

    void countUp() {
        SOARecord old = (SOARecord) soa();
        SOARecord next = new SOARecord(
                zone,
                DClass.IN,
                old.getTTL(),
                old.getHost(),
                old.getAdmin(),
                old.getSerial() + 1,
                old.getRefresh(),
                old.getRetry(),
                old.getExpire(),
                old.getMinimum());
        records.getOrDefault(zone, Map.of()).put(Type.SOA, new ArrayList<>(List.of(next)));
    }

    /** Returns the records as {@code NAME TTL TYPE VALUE}, without the serial number of the zone. */
    List<String> texts() {
        return all().stream()
                .map(record -> "%s %d %s %s"
                        .formatted(
                                record.getName().toString(true),
                                record.getTTL(),
                                Type.string(record.getType()),
                                record.rdataToString()))
                .sorted()
                .toList();
    }

    private void add(Record record) {
        Name name = record.getName();
        boolean hasOthers = records.getOrDefault(name, Map.of()).keySet().stream()
                .anyMatch(type -> type != Type.CNAME && type != Type.RRSIG && type != Type.NSEC);
        boolean isAlias = record.getType() == Type.CNAME;
        if (record.getType() == Type.SOA
                || (isAlias && hasOthers)
                || (!isAlias && !set(name, Type.CNAME).isEmpty())) {
            return;
        }
        List<Record> same = Stream.concat(
                        isAlias ? Stream.empty() : set(name, record.getType()).stream(), Stream.of(record))
                .map(other -> Record.newRecord(
                        name, other.getType(), DClass.IN, record.getTTL(), other.rdataToWireCanonical()))
                .toList();
        drop(name, record.getType(), set(name, record.getType()));
        same.forEach(this::put);
    }

    private void drop(Name name, int type, List<Record> gone) {
        Set<String> values = values(gone);
        records.computeIfPresent(name, (n, types) -> {
            types.computeIfPresent(type, (t, set) -> {
                List<Record> left = set.stream()
                        .filter(record -> !values.contains(record.rdataToString()))
                        .collect(Collectors.toCollection(ArrayList::new));
                return left.isEmpty() ? null : left;
            });
            return types.isEmpty() ? null : types;
        });
    }

    private static Set<String> values(List<Record> set) {
        return set.stream().map(Record::rdataToString).collect(Collectors.toSet());
    }
}
