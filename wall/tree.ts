/** A virtual element. Elements are reused only for the same `key`. */
export type VirtualElement = {
  tag: string;
  classes: string;
  text: string | null;
  vars: Record<string, string>;
  attributes: Record<string, string>;
  key: string;
  kids: VirtualElement[];
};

type Extras = { key?: string; vars?: Record<string, string | number>; attributes?: Record<string, string> };
export type Child = VirtualElement | string | null | false;

/** Returns a virtual element: `el("div.tile.bad", { key }, …)`, `el("div.word", "runs")`. */
export function el(name: string, first?: Extras | Child, ...more: Child[]): VirtualElement {
  const [tag = "div", ...classes] = name.split(".");
  const isExtras = typeof first === "object" && first !== null && !("tag" in first);
  const extras = isExtras ? first : {};
  const children = isExtras || first === undefined ? more : [first, ...more];
  const shown = children.filter(
    (child): child is VirtualElement | string => child !== null && child !== false,
  );
  const text = shown.length === 1 && typeof shown[0] === "string" ? shown[0] : null;
  const vars = Object.entries(extras.vars ?? {}).map(([key, value]) => [key, String(value)]);
  return {
    tag,
    classes: classes.join(" "),
    text,
    vars: Object.fromEntries(vars),
    attributes: extras.attributes ?? {},
    key: extras.key ?? "",
    kids: text === null ? shown.map((child) => (typeof child === "string" ? el("span", child) : child)) : [],
  };
}
