// What every consumer of the package runs: items to bytes and back, and a host that asks an equipment, without a network.

/** Runs the pure parts of the package, given its exports; returns the item that came back as JSON. */
export function exercise({ A, decode, encode, hsms, L, U4 }) {
  const host = new hsms.Entity({ mode: "active" });
  const equipment = new hsms.Entity({ mode: "passive" });
  const facts = [];
  let reply;

  const answer = (news) => {
    if (news.type === "message") equipment.reply(news.message, news.message.text, 0);
  };
  const ask = (news) => {
    const text = encode(L(A("LOT-7"), U4(1)));
    if (news.type === "selected") host.send({ stream: 1, function: 13, replyExpected: true, text }, 0);
    if (news.type === "reply") reply = decode(news.message.text);
  };
  const connect = () => facts.push(() => equipment.connected(0), () => host.connected(0));
  const drain = (entity, peer, tell) => {
    for (let output; (output = entity.poll()) !== undefined; tell(output)) {
      const { bytes, type } = output;
      if (type === "write") facts.push(() => peer.received(bytes.slice(), 0));
      else if (type === "connect" && entity === host) connect();
    }
  };

  host.start(0);
  equipment.start(0);
  facts.push(() => {});
  for (const fact of facts) {
    fact();
    drain(equipment, host, answer);
    drain(host, equipment, ask);
  }
  return JSON.stringify(reply);
}

/** What {@linkcode exercise} returns. */
export const EXPECTED = '{"format":"L","value":[{"format":"A","value":"LOT-7"},{"format":"U4","value":1}]}';

/** Throws unless the exercise comes out as it should. */
export function prove(fabwire) {
  const outcome = exercise(fabwire);
  if (outcome !== EXPECTED) throw new Error(`The exercise gave ${outcome}`);
}
