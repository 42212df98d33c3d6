// The addresses under which a connection through the tap is recorded: those of its two ends, without the tap between.
import net from "node:net";

/** Client and server as `address:port`, of one IP version. Without a socket to the server, where it should be. */
export function connectionAddresses(
  client: net.Socket,
  server: net.Socket | undefined,
  target: { readonly host: string; readonly port: number },
): { client: string; server: string } {
  const near = plain(client.remoteAddress) ?? "0.0.0.0";
  const literal = net.isIP(plain(target.host)!) === 0 ? undefined : target.host;
  const far = plain(server?.remoteAddress ?? literal ?? client.localAddress) ?? near;
  const mixed = net.isIP(near) !== net.isIP(far);
  return {
    client: endpoint(near, client.remotePort ?? 0, mixed),
    server: endpoint(far, target.port, mixed),
  };
}

/** Without the zone of a link-local address; an IPv4 address that comes as IPv6 as what it is. */
function plain(address: string | undefined): string | undefined {
  return address?.replace(/%.*$/, "").replace(/^::ffff:(?=\d+\.)/i, "");
}

/** `address:port`; where the ends are of different versions, IPv4 as IPv6 maps it. */
function endpoint(address: string, port: number, mixed: boolean): string {
  if (net.isIP(address) === 6) return `[${address}]:${port}`;
  return mixed ? `[::ffff:${address}]:${port}` : `${address}:${port}`;
}
