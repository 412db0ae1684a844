import type { VirtualElement } from "./tree";

const SVG = "http://www.w3.org/2000/svg";
const DRAWN = new Set(["svg", "path", "circle", "rect", "g"]);
type Drawn = { piece: VirtualElement; element: Element };

/** Updates the children of one element to match pieces. Only differences are applied, so that nothing flickers. */
export class Drawing {
  private readonly root: Element;
  private readonly known = new WeakMap<Element, VirtualElement>();

  constructor(root: Element) {
    this.root = root;
  }

  show(pieces: VirtualElement[]): void {
    this.children(this.root, pieces);
  }

  private children(parent: Element, pieces: VirtualElement[]): void {
    pieces.forEach((piece, index) => {
      const there = parent.children[index];
      const before = there && this.known.get(there);
      if (there && before && before.tag === piece.tag && before.key === piece.key) {
        this.update({ piece: before, element: there }, piece);
        return;
      }
      const element = this.make(piece);
      if (there) parent.replaceChild(element, there);
      else parent.appendChild(element);
    });
    while (parent.children.length > pieces.length && parent.lastElementChild) {
      parent.removeChild(parent.lastElementChild);
    }
  }

  private make(piece: VirtualElement): Element {
    const element = DRAWN.has(piece.tag)
      ? document.createElementNS(SVG, piece.tag)
      : document.createElement(piece.tag);
    const nothing = { ...piece, classes: "", text: null, vars: {}, attributes: {}, kids: [] };
    this.update({ piece: nothing, element }, piece);
    return element;
  }

  private update({ piece: before, element }: Drawn, piece: VirtualElement): void {
    this.known.set(element, piece);
    if (before.classes !== piece.classes) element.setAttribute("class", piece.classes);
    change(before.attributes, piece.attributes, (name, value) => element.setAttribute(name, value));
    if (element instanceof HTMLElement) {
      change(before.vars, piece.vars, (name, value) => element.style.setProperty(name, value));
    }
    if (piece.text !== null) {
      if (before.text !== piece.text) element.textContent = piece.text;
      return;
    }
    if (before.text !== null) element.textContent = "";
    this.children(element, piece.kids);
  }
}

function change(
  before: Record<string, string>,
  after: Record<string, string>,
  set: (name: string, value: string) => void,
): void {
  for (const [name, value] of Object.entries(after)) if (before[name] !== value) set(name, value);
}
