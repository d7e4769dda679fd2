import type { Statement } from './statement.ts';

/** `README.txt`: what the pack is, how to check it without us, and what no check can tell. */
export function readmeText({ query, members, head, first }: Statement, isSigned: boolean): string {
  const { firstDay, lastDay } = query.period;
  const last = members.at(-1)?.number;
  return `EVIDENCE OF EMERGENCY CHANGES, ${firstDay} to ${lastDay}

${members.length} emergency changes declared on these days, both included, in UTC${members[0] && last ? ` (EC-${members[0].number} to EC-${last})` : ''}.
Everything is told as the record stood at ${new Date(query.asOf).toISOString()}.
Open index.html in any browser; nothing is fetched from anywhere.

WHAT IS IN IT
  index.html, style.css   summary, charts, findings, completeness, the list of changes
  population/             the list, in parts, where it is too long for one page
  changes/EC-n.html       a dossier for each change
  *.csv                   the same for spreadsheets (UTF-8, RFC 4180; a cell that begins with = + - @ has a ' before it)
  events.jsonl            the record itself, a line for each event: all other files are written from it
  names.json              what the people and groups in it are called
  policies/               the policies in force, each under its SHA-256
  completeness.json       what the pack says of itself: query, count, first and last number, gaps, head of the chain
  SHA256SUMS              SHA-256 of every file but itself${isSigned ? '\n  SHA256SUMS.sig, SIGNER.pem  the Ed25519 signature of SHA256SUMS and the public key of whoever signed' : ''}

CHECK IT WITH BREAKGLASS (no database, no network)
  breakglass verify PACK.zip [--head HASH@POSITION] [--key signer.pem]
It checks every byte of the file, follows the chain, writes all other files again from events.jsonl and compares them.

CHECK IT BY HAND
1. No file was changed:
     unzip PACK.zip -d pack && cd pack && sha256sum --check --quiet SHA256SUMS
   and none was added: both of these say the same number
     find . -type f ! -name 'SHA256SUMS*' | wc -l ; wc -l < SHA256SUMS
${isSigned ? SIGNATURE : ''}2. Each event is what its hash says. A line of an event in full is {"event":...,"hash":"..."}; the hash is the SHA-256 of exactly
   the letters after {"event": and before ,"hash": (the event's canonical JSON, RFC 8785). For the first such line:
     grep -m1 '^{"event":' events.jsonl | sed 's/^{"event"://; s/,"hash":"[0-9a-f]*"}$//' | tr -d '\\n' | sha256sum
     grep -m1 '^{"event":' events.jsonl | jq -r .hash
   For all of them (slow; prints nothing when all is well):
     grep '^{"event":' events.jsonl | while IFS= read -r line; do
       text=\${line#'{"event":'}; text=\${text%,\\"hash\\":*}; hash=\${line%'"}'}; hash=\${hash##*\\"}
       [ "$(printf %s "$text" | sha256sum | cut -d' ' -f1)" = "$hash" ] || echo "altered: $hash"
     done
3. Each event follows the one before it: no line is missing, added or moved (prints nothing when all is well):
     jq -r '(.event // .) as $e | "\\($e.position) \\($e.previousHash) \\(.hash)"' events.jsonl |
       awk 'NR > 1 && ($1 != p + 1 || $2 != h) { print "broken at event " $1 } { p = $1; h = $3 }'
   The first line is event ${first?.position ?? 0}, the last is event ${head.position} with the hash
     ${head.hash}
4. History was not rewritten before the pack was made: each day's digest in Slack, and once a week a comment in Jira, says how
   many events the record had and the hash of the last one. Look one up there and compare it with the line of that position:
     jq -r '(.event // .) as $e | "\\($e.position) \\(.hash)"' events.jsonl | grep '^POSITION '
5. No change is missing: numbers are given without gaps in the order of declaring. These are the numbers of the pack:
     jq -r 'select(.event.type == "ChangeDeclared") | .event.data.id.number' events.jsonl | sort -n | awk 'NR > 1 && $1 != p + 1 { print "gap before " $1 } { p = $1 }'
   completeness.json explains each gap, and names the number before the first and the one after the last. The pack of the next
   period begins with the number that follows.
6. A policy is the one that an event names: sha256sum policies/*.yaml prints the names of the files.

WHICH EVENTS ARE IN IT, AND WHY NOT ALL
The chain runs over everything that is recorded: all changes, drills, and the workspace's own events. To follow it, no event may
be left out, but what happened in other periods is nobody's business here. So events.jsonl begins with the first event that
the pack needs and ends with the record's head, and of every event in between there is either all of it (the changes of the
period, to this day; the workspace's events of the period) or its position, its hash and its predecessor's, and why it is
withheld: "another period", "drill" or "workspace". A hash tells nothing of what was hashed.

WHAT NO CHECK OF THE FILE ALONE CAN TELL
- That a withheld event is what it is said to be. The numbers show that none of them declares a change between the first and the
  last of the pack; for all else compare the pack with the database, in front of its owner:
    breakglass verify PACK.zip --database breakglass.db
- That the whole record was not invented. What was published in Slack and Jira meanwhile (4), the signature, and the event
  EvidenceExported, which the record has since with the SHA-256 of SHA256SUMS, stand against that.
- That people told the truth. Compare with the deployment log: breakglass reconcile.
`;
}

const SIGNATURE = `   SHA256SUMS was signed (compare SIGNER.pem with the key that you were given by another way):
     openssl pkeyutl -verify -pubin -inkey SIGNER.pem -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig
`;
