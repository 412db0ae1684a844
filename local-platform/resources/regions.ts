import { notFound } from "@/local-platform/http/api-error";
import type { Endpoint } from "./endpoint";
import { addedAt } from "./platform-facts";

/** The regions that apps report; everything runs on this machine. Ids are Heroku's own. */
export const regions = {
  us: { id: "59accabd-516d-4f0e-83e6-6e3757701145", name: "us" },
  eu: { id: "ed30241c-ed8c-4bb6-9714-61953675d0b4", name: "eu" },
};
export type RegionName = keyof typeof regions;

const places = {
  us: { country: "United States", locale: "Virginia", provider: "us-east-1" },
  eu: { country: "Ireland", locale: "Dublin", provider: "eu-west-1" },
};

const shown = Object.values(regions).map(({ id, name }) => {
  const { country, locale, provider } = places[name === "eu" ? "eu" : "us"];
  return {
    country,
    created_at: addedAt,
    description: name === "eu" ? "Europe" : "United States",
    id,
    locale,
    name,
    private_capable: false,
    provider: { name: "amazon-web-services", region: provider },
    updated_at: addedAt,
  };
});

/** Returns a region by its stored name. */
export function regionOf(name: string): { id: string; name: string } {
  return name === "eu" ? regions.eu : regions.us;
}

/** Returns the name of a region given by name or id; "us" by default. */
export function regionNamed(identity: string | undefined): RegionName {
  return identity === "eu" || identity === regions.eu.id ? "eu" : "us";
}

export const regionEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/regions",
    needs: "any",
    sort: [
      { name: "id", kind: "text", unique: true },
      { name: "name", kind: "text", unique: true },
    ],
    list: async () => shown.map((region) => ({ keys: region, body: region })),
  },
  {
    method: "GET",
    path: "/regions/:region",
    needs: "any",
    handle: async (call) => {
      const region = shown.find(({ id, name }) => [id, name].includes(call.param("region")));
      if (!region) throw notFound("region");
      return region;
    },
  },
];
