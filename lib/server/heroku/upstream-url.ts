import { lookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { SlipwayError } from "@/lib/errors/slipway-error";

/** The only host names below amazonaws.com that are allowed: those of S3 buckets. */
const BUCKET_HOST =
  /^(?:[a-z0-9][a-z0-9.-]*\.)?s3(?:-external-1|[.-][a-z]{2}(?:-[a-z]+)+-\d)?\.amazonaws\.com$/;

const PRIVATE_IPV4 =
  "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.168.0.0/16 198.18.0.0/15 224.0.0.0/4 240.0.0.0/4";
const PRIVATE_IPV6 = "::/128 ::1/128 64:ff9b::/96 64:ff9b:1::/48 2002::/16 fc00::/7 fe80::/10 ff00::/8";

const privateAddresses = new BlockList();
for (const family of ["ipv4", "ipv6"] as const) {
  for (const subnet of (family === "ipv4" ? PRIVATE_IPV4 : PRIVATE_IPV6).split(" ")) {
    const [network = "", prefix] = subnet.split("/");
    privateAddresses.addSubnet(network, Number(prefix), family);
  }
}

/** Returns true if an address is loopback, link-local, private or otherwise not on the public internet. */
export function isPrivateAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return isPrivateAddress(mapped);
  const version = isIP(address);
  if (version === 0) return true;
  if (version === 6 && /^::ffff:/i.test(address)) return true;
  return privateAddresses.check(address, version === 4 ? "ipv4" : "ipv6");
}

/** A URL from upstream that passed the check. `trusted`: true if the operator named exactly this host. */
export type UpstreamUrl = { url: URL; trusted: boolean };

/**
 * Validates a URL from upstream's data before a request is sent there. `hosts` has `host:port` and `host`
 * (plain http is allowed only where the port is named) and `*.domain` (https only). Throws `upstream_error`.
 */
export function guardUpstreamUrl(text: string, hosts: ReadonlySet<string>): UpstreamUrl {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.username !== "" || url.password !== "")
    throw refused("is not an address to follow");
  if (url.protocol !== "https:" && url.protocol !== "http:") throw refused(`has the scheme ${url.protocol}`);
  const secure = url.protocol === "https:";
  const port = url.port || (secure ? "443" : "80");
  if (hosts.has(`${url.hostname}:${port}`) || (secure && port === "443" && hosts.has(url.hostname))) {
    return { url, trusted: true };
  }
  if (!secure || port !== "443" || !isBelowKnownDomain(url.hostname, hosts))
    throw refused(`lies on ${url.host}`);
  return { url, trusted: false };
}

function isBelowKnownDomain(hostname: string, hosts: ReadonlySet<string>): boolean {
  if (hostname.endsWith(".amazonaws.com") && !BUCKET_HOST.test(hostname)) return false;
  return [...hosts].some((host) => host.startsWith("*.") && hostname.endsWith(host.slice(1)));
}

function refused(why: string): SlipwayError {
  return new SlipwayError("upstream_error", {
    detail: "Heroku named an address that Slipway does not follow.",
    cause: new Error(`an upstream URL ${why}; UPSTREAM_HOSTS can allow its host`),
  });
}

/** A DNS lookup that rejects names which resolve to a private address. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const first = addresses?.[0];
    if (error || first === undefined) {
      callback(error ?? new Error(`${hostname} has no address`), "", 0);
    } else if (addresses.some(({ address }) => isPrivateAddress(address))) {
      callback(new Error(`${hostname} resolves to a private address`), "", 0);
    } else if (options.all) {
      callback(null, addresses);
    } else {
      callback(null, first.address, first.family);
    }
  });
};
