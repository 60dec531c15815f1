// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.rfc2136;

import dev.homelab.model.value.IpAddress;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Owner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** What a zone held when it was read. Pure. */
final class Zone {

    /** The label before a name at which its mark is. */
    static final String MARK = "_homelab.";

    private static final Pattern OWNER = Pattern.compile("[a-z][a-z0-9-]{0,31}/[a-z][a-z0-9-]{0,62}");

    private final Map<String, List<String>> records = new TreeMap<>();
    private final Map<String, Owner> owners = new HashMap<>();
    private final Map<String, Set<String>> others = new HashMap<>();

    /** Takes the records of a zone. */
    Zone(List<Record> all) {
        all.forEach(this::add);
        owners.keySet().forEach(hostname -> records.computeIfAbsent(hostname, h -> new ArrayList<>()));
    }

    List<Observed<ZoneName>> observed() {
        return records.keySet().stream().map(this::observed).toList();
    }

    /** Returns what there is at a name; nothing if it has neither addresses nor an alias. */
    Optional<Observed<ZoneName>> at(String hostname) {
        return records.containsKey(hostname) ? Optional.of(observed(hostname)) : Optional.empty();
    }

    /** Returns the types of the records at a name that are none of ours, sorted. */
    Set<String> othersAt(String hostname) {
        return others.getOrDefault(hostname, Set.of());
    }

    private Observed<ZoneName> observed(String hostname) {
        return new Observed<>(
                new ZoneName(hostname, records.getOrDefault(hostname, List.of())),
                Optional.ofNullable(owners.get(hostname)));
    }

    private void add(Record record) {
        String name = text(record.getName());
        if (record instanceof ARecord a) {
            add(name, record, a.getAddress().getHostAddress());
        } else if (record instanceof AAAARecord a) {
            add(name, record, IpAddress.normal(a.getAddress().getHostAddress()));
        } else if (record instanceof CNAMERecord alias) {
            add(name, record, text(alias.getTarget()));
        } else if (record instanceof TXTRecord mark && name.startsWith(MARK)) {
            Matcher owner = OWNER.matcher(String.join("", mark.getStrings()));
            if (owner.matches()) {
                owners.put(name.substring(MARK.length()), Owner.parse(owner.group()));
            }
        } else {
            others.computeIfAbsent(name, n -> new TreeSet<>()).add(Type.string(record.getType()));
        }
    }

    private void add(String name, Record record, String value) {
        records.computeIfAbsent(name, n -> new ArrayList<>())
                .add(record.getTTL() + " " + Type.string(record.getType()) + " " + value);
    }

    private static String text(Name name) {
        return name.toString(true).toLowerCase(Locale.ROOT);
    }
}
