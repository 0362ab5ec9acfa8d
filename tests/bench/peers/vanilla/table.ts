// The rows near the visible part: a pool of them, filled anew as the list is scrolled.
import type { Application } from "../shared/api";
import { MASK, dayOf, typeOf } from "../shared/words";
import { find } from "./dom";

const HEIGHT = 46;
const SPARE = 4;

/** A row of the pool, and the cells that are filled. */
class Row {
  readonly element: HTMLElement;
  readonly #name: HTMLElement;
  readonly #id: HTMLElement;
  readonly #type: HTMLElement;
  readonly #secret: HTMLElement;
  readonly #created: HTMLElement;
  readonly #reveal: HTMLElement;
  readonly #menu: HTMLElement;
  #index = -1;
  application: Application | undefined;
  #revealed = false;

  constructor(template: HTMLTemplateElement) {
    this.element = find(".row", template.content).cloneNode(true) as HTMLElement;
    [this.#name, this.#id, this.#type, , this.#created] = this.element.children as unknown as [HTMLElement, HTMLElement, HTMLElement, HTMLElement, HTMLElement];
    this.#secret = find(".secret span", this.element);
    this.#reveal = find("[data-act=reveal]", this.element);
    this.#menu = find("[data-act=menu]", this.element);
  }

  fill(index: number, application: Application, revealed: boolean): void {
    if (index !== this.#index) {
      this.#index = index;
      this.element.style.transform = `translateY(${index * HEIGHT}px)`;
      this.element.setAttribute("aria-rowindex", String(index + 2));
    }
    if (application === this.application && revealed === this.#revealed) return;
    this.application = application;
    this.#revealed = revealed;
    const { name, client_id, client_secret, client_type, created } = application;
    this.#name.textContent = name;
    this.#id.textContent = client_id;
    this.#type.textContent = typeOf(client_type);
    this.#secret.textContent = client_secret === "" ? "–" : revealed ? client_secret : MASK;
    this.#reveal.hidden = client_secret === "";
    this.#reveal.textContent = revealed ? "Hide" : "Reveal";
    this.#reveal.setAttribute("aria-label", `${revealed ? "Hide" : "Reveal"} secret of ${name}`);
    this.#menu.setAttribute("aria-label", `Actions for ${name}`);
    this.#created.textContent = dayOf(created);
  }
}

/** The table. */
export class Table {
  readonly #list: HTMLElement;
  readonly #template: HTMLTemplateElement;
  readonly #body: HTMLElement;
  #rows: Row[] = [];
  #shown: readonly { readonly application: Application }[] = [];
  #revealed: Application | undefined;
  #height: number;

  constructor(list: HTMLElement, template: HTMLTemplateElement) {
    this.#list = list;
    this.#template = template;
    this.#body = find(".rows", list);
    this.#height = list.clientHeight;
    list.addEventListener("scroll", () => this.#fill(), { passive: true });
    new ResizeObserver(() => {
      this.#height = list.clientHeight;
      this.#fill();
    }).observe(list);
  }

  /** How many applications show. */
  get length(): number {
    return this.#shown.length;
  }

  /** Shows these. */
  show(applications: readonly { readonly application: Application }[]): void {
    this.#shown = applications;
    this.#list.setAttribute("aria-rowcount", String(applications.length + 1));
    this.#body.style.height = `${applications.length * HEIGHT}px`;
    this.#fill();
  }

  /** The application of the row that holds an element. */
  applicationOf(element: Element): Application | undefined {
    return this.#rows.find((row) => row.element.contains(element))?.application;
  }

  /** Shows the secret of one, or hides it again. */
  reveal(application: Application): void {
    this.#revealed = this.#revealed === application ? undefined : application;
    this.#fill();
  }

  #fill(): void {
    const size = Math.min(Math.ceil(this.#height / HEIGHT) + 2 * SPARE, this.#shown.length);
    const wanted = Math.floor(this.#list.scrollTop / HEIGHT) - SPARE;
    const first = Math.max(0, Math.min(wanted, this.#shown.length - size));
    for (const row of this.#rows.splice(size)) row.element.remove();
    while (this.#rows.length < size) {
      const row = new Row(this.#template);
      this.#rows.push(row);
      this.#body.append(row.element);
    }
    for (let index = first; index < first + size; index += 1) {
      const application = this.#shown[index]?.application;
      // The same place has the same row for as long as it stays near, so that scrolling a little fills little.
      if (application) this.#rows[index % size]?.fill(index, application, application === this.#revealed);
    }
  }
}
