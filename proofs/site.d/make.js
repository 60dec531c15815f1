// SPDX-License-Identifier: Apache-2.0
// Writes the definitions that the proof of the site needs: many, hostile ones, and those of a homelab that has lived.
'use strict';
const fs = require('fs');
const path = require('path');

const [folder, phase] = process.argv.slice(2);

const INVENTORY = `homelab: home
key: env:HOMELAB_KEY
record: nas-1:/var/lib/homelab
domain: home.arpa
ssh: {user: root, key: "file:~/.ssh/homelab_ed25519", knownHosts: "file:~/.ssh/known_hosts"}
hosts:
${[1, 2, 3, 4].map((n) => `  nas-${n}: {address: 192.0.2.${n}, firewalled: true, networks: 4000}`).join('\n')}
targets:
${[1, 2, 3, 4].map((n) => `  nas-${n}: {kind: compose, host: nas-${n}, root: /opt/stacks}`).join('\n')}
  sso: {kind: authentik, url: "https://auth.home.arpa", token: env:AUTHENTIK_TOKEN}
  proxy: {kind: traefik, host: nas-1, url: "https://192.0.2.1", directory: /etc/traefik, api: "http://192.0.2.1:8080", entryPoint: websecure}
  dns: {kind: pihole, url: "http://pihole.home.arpa", password: env:PIHOLE_PASSWORD}
`;

function write(file, text) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

function definition(service) {
  const { name, title, description, host, image, port, more = '' } = service;
  return `name: ${name}
title: ${JSON.stringify(title)}
description: ${JSON.stringify(description)}
host: ${host}
containers:
  server:
    image: ${image}
    ports: ["${port}:80"]
    volumes: ["data:/data"]
    resources: {memory: 512m}
routes: [{hostname: ${name}.home.arpa, container: server, port: 80}]
${more}`;
}

/** As many as a search has to go through. */
function many() {
  const categories = ['documents', 'downloads', 'home', 'media', 'monitoring', 'network'];
  for (let i = 1; i <= 2000; i++) {
    write(path.join(folder, 'many', categories[i % categories.length], `app-${i}.yaml`), definition({
      name: `app-${i}`, title: `Application ${i}`, description: 'One of many', host: `nas-${(i % 4) + 1}`, image: `example/app-${i}:1.2.3`, port: 10000 + i,
      more: i % 7 === 0 ? `dependsOn: [app-${i - 1}]\n` : '' }));
  }
  write(path.join(folder, 'many', 'inventory.yaml'), INVENTORY);
}

const TITLES = ['<script>window.pwned=1</script>', '"><img src=x onerror="window.pwned=1">', "'><svg onload=window.pwned=1>", '</title></h1></main>',
  '{{ site.homelab }}{% for %}', 'javascript:window.pwned=1', '&lt;b&gt; &amp; &#x27;', '<!-- comment --><style>body{display:none}</style>',
  'a very long title '.repeat(20).trim(), 'x'.repeat(400), '🎬 فيلم 電影', '`${window.pwned=1}`'];

function hostile() {
  TITLES.forEach((title, i) => write(path.join(folder, 'hostile', 'media', `app-${i}.yaml`), definition({
    name: `app-${i}`, title, description: title, host: 'nas-1', image: `example/app-${i}:1`, port: 9000 + i,
    more: i > 0 ? `dependsOn: [app-${i - 1}]\n` : '' })));
  write(path.join(folder, 'hostile', 'inventory.yaml'), INVENTORY);
  write(path.join(folder, 'sites', 'titles.json'), JSON.stringify(TITLES));
}

/** Nothing stands between the visitors and the ports of a lab. */
const LAB = 'acceptWarnings: {open beside the sign-in: this is a lab}\n';

/** Services that a lab runs; later some have other versions. */
function lived() {
  const services = [
    ['media', 'films', 'Films', 'Films and series', 8001, ''],
    ['media', 'music', 'Music', 'Every album of the family', 8002, ''],
    ['media', 'photos', 'Photos', 'Photos of the family', 8003, `sso: {kind: forward-auth, groups: [family]}\nprotect: true\n${LAB}`],
    ['productivity', 'wiki', 'Wiki', 'Notes and how things work', 8004, `dependsOn: [database]\nsso: {kind: forward-auth}\n${LAB}`],
    ['productivity', 'recipes', 'Recipes', 'What to cook', 8005, 'dependsOn: [database]\n'],
    ['productivity', 'paper', 'Paper', 'Letters and documents', 8006, `dependsOn: [database, search]\nsso: {kind: forward-auth}\n${LAB}`],
    ['infrastructure', 'database', 'Database', 'PostgreSQL for several services', 8007, ''],
    ['infrastructure', 'search', 'Search', 'Full text of documents', 8008, 'dependsOn: [database]\n'],
    ['monitoring', 'metrics', 'Metrics', 'How busy machines are', 8009, ''],
    ['monitoring', 'charts', 'Charts', 'Metrics as pictures', 8010, `dependsOn: [metrics]\nsso: {kind: forward-auth}\n${LAB}`],
  ];
  const version = { later: { films: 2, recipes: 2 }, planned: { films: 2, recipes: 3, charts: 2, database: 2 } }[phase] || {};
  services.forEach(([category, name, title, description, port, more]) => {
    write(path.join(folder, 'lived', category, `${name}.yaml`), definition({
      name, title, description, host: 'docker-media', image: `example/${name}:${version[name] || 1}`, port, more }));
  });
  if (phase === 'planned') {
    fs.rmSync(path.join(folder, 'lived', 'monitoring', 'metrics.yaml'));
    write(path.join(folder, 'lived', 'monitoring', 'charts.yaml'), definition({
      name: 'charts', title: 'Charts', description: 'Metrics as pictures', host: 'docker-media', image: 'example/charts:2', port: 8010,
      more: `sso: {kind: forward-auth}\n${LAB}` }));
    write(path.join(folder, 'lived', 'monitoring', 'alerts.yaml'), definition({
      name: 'alerts', title: 'Alerts', description: 'Says when a disk is full', host: 'docker-media', image: 'example/alerts:1', port: 8011 }));
  }
}

if (!phase) {
  many();
  hostile();
}
lived();
