// The document as the browser made it. A form or an image of the host that is named like a property stands in front of
// it, on `document` and on the form itself: what is used here is taken from the prototype.

const get = (kind, name, of) => Reflect.get(kind.prototype, name, of);

/** The address that relative ones are relative to; none without a document. */
export const baseOf = (node = globalThis.document) => node && get(Node, "baseURI", node);

/** The first element of the document that matches. */
export const find = (selector) => Document.prototype.querySelector.call(document, selector);

/** Puts an element at the end of another. */
export const append = (parent, element) => Element.prototype.append.call(parent, element);

/** Makes an element. */
export function make(tag, className = "", text = "") {
  const element = Document.prototype.createElement.call(document, tag);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}

/**
 * The language of an element as HTML has it: the nearest `lang`, its own or that of what it is in, and of the hosts of
 * the shadow roots around it. Empty where nothing names one.
 */
export function langOf(element) {
  for (let node = element; node; node = get(Node, "parentNode", node) ?? (node instanceof ShadowRoot ? node.host : null)) {
    if (!(node instanceof Element)) continue;
    const lang = Element.prototype.getAttributeNS.call(node, "http://www.w3.org/XML/1998/namespace", "lang") ?? Element.prototype.getAttribute.call(node, "lang");
    if (lang !== null) return lang;
  }
  return "";
}
