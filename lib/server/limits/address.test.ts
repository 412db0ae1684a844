import { expect, test } from "vitest";
import { clientAddress } from "./address";

test.each([
  ["10.0.0.1", "", 0, "10.0.0.1"],
  ["10.0.0.1", "1.2.3.4", 0, "10.0.0.1"],
  ["10.0.0.1", "6.6.6.6, 1.2.3.4", 1, "1.2.3.4"],
  ["10.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.2", 2, "1.2.3.4"],
  ["10.0.0.1", "1.2.3.4", 3, "1.2.3.4"],
  ["10.0.0.1", "", 1, "10.0.0.1"],
  ["::ffff:10.0.0.1", "", 0, "10.0.0.1"],
  ["2001:db8:1:2:3:4:5:6", "", 0, "2001:db8:1:2::/64"],
  ["2001:DB8:1:2::9", "", 0, "2001:db8:1:2::/64"],
  ["2001:db8::9", "", 0, "2001:db8:0:0::/64"],
  ["::1", "", 0, "0:0:0:0::/64"],
  ["fe80::1%eth0", "", 0, "fe80:0:0:0::/64"],
])(
  "the client address for peer %s, X-Forwarded-For %j and %i proxies is %s",
  (connected, header, proxies, address) => {
    expect(clientAddress(connected, header, proxies)).toBe(address);
  },
);
