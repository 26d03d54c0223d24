/**
 * Takes a drawing into the page. Names of devices come from the user's text, so
 * only known elements and attributes are taken over; scripts, styles, links and
 * event handlers cannot get through, whatever the text says.
 */
const ELEMENTS = new Set(['svg', 'g', 'path', 'line', 'polyline', 'polygon', 'rect', 'circle', 'ellipse', 'text', 'tspan', 'title', 'desc', 'defs', 'use', 'symbol']);
const ATTRIBUTES = new Set([
  'class', 'd', 'x', 'y', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'r', 'rx', 'ry', 'width', 'height', 'points', 'transform', 'viewBox',
  'fill', 'fill-opacity', 'fill-rule', 'stroke', 'stroke-width', 'stroke-linecap', 'stroke-linejoin', 'stroke-dasharray', 'stroke-opacity', 'opacity',
  'text-anchor', 'dominant-baseline', 'font-size', 'font-family', 'font-style', 'font-weight', 'dx', 'dy', 'id', 'preserveAspectRatio', 'vector-effect', 'paint-order',
]);
const NAMESPACE = 'http://www.w3.org/2000/svg';

/** The drawing as elements of this page; undefined when it is not an SVG picture. */
export function safeSvg(text: string): SVGSVGElement | undefined {
  const parsed = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
  if (parsed.localName !== 'svg' || parsed.querySelector('parsererror')) return undefined;
  return copied(parsed) as SVGSVGElement;
}

function copied(source: Element): Element | undefined {
  if (source.namespaceURI !== NAMESPACE || !ELEMENTS.has(source.localName)) return undefined;
  const element = document.createElementNS(NAMESPACE, source.localName);
  for (const { name, value } of source.attributes) {
    const local = name === 'href' && source.localName === 'use' && value.startsWith('#');
    // A value that refers to something outside, `url(http…)`, is not taken over.
    if (ATTRIBUTES.has(name) ? !/url\((?!["']?#)/i.test(value) : name.startsWith('data-') || name.startsWith('aria-') || local) element.setAttribute(name, value);
  }
  for (const child of source.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) element.append(child.textContent ?? '');
    else if (child instanceof Element) {
      const inner = copied(child);
      if (inner) element.append(inner);
    }
  }
  return element;
}
