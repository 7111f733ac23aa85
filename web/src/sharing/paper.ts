import { documentOf } from '../app/policy.ts';

/**
 * Shows a page that a service drew inside the app, without anything that could run, load or lead away. It is built anew,
 * element by element, from what is known to be harmless; its words stay words.
 */
const SVG = 'http://www.w3.org/2000/svg';
const HTML = 'http://www.w3.org/1999/xhtml';
/** Elements with what stands for them here: a page's own head and foot are none of the app's. */
const KNOWN: ReadonlyMap<string, string> = new Map([
  ...['section', 'h1', 'h2', 'h3', 'p', 'ul', 'ol', 'li', 'div', 'span', 'b', 'strong', 'em', 'br'].map(asIs),
  ...['table', 'thead', 'tbody', 'tr', 'th', 'td'].map(asIs),
  ['header', 'div'],
  ['footer', 'div'],
]);
const KNOWN_SVG = [
  'svg',
  'g',
  'path',
  'line',
  'rect',
  'circle',
  'ellipse',
  'polyline',
  'polygon',
  'text',
  'tspan',
  'title',
  'desc',
];
const LEADS_AWAY = /^(on|style$|href$|xlink|src|action|formaction|data$)/i;

/** Fills `place` with the page; again takes the place of what was there. */
export function lay(markup: string, place: HTMLElement, ours: string): void {
  const { page, looks } = documentOf(markup);
  const root = place.shadowRoot ?? place.attachShadow({ mode: 'open' });
  const paper = document.createElement('div');
  paper.className = `paper ${page.body.className}`;
  paper.append(...copies(page.body));
  root.adoptedStyleSheets = [...looks, ours].map(sheetOf);
  root.replaceChildren(paper);
}

function copies(parent: Element): Node[] {
  return [...parent.childNodes].map(copyOfNode).filter((each) => each !== null);
}

function copyOfNode(node: Node): Node | null {
  if (node.nodeType === Node.TEXT_NODE) return document.createTextNode(node.textContent ?? '');
  return node instanceof Element ? copyOf(node) : null;
}

function copyOf(element: Element): Element | null {
  const made = emptyOf(element);
  if (!made) return null;
  for (const { name, value } of element.attributes) if (!LEADS_AWAY.test(name)) made.setAttribute(name, value);
  made.append(...copies(element));
  return made;
}

function emptyOf({ namespaceURI, localName }: Element): Element | null {
  if (namespaceURI === SVG && KNOWN_SVG.includes(localName)) return document.createElementNS(SVG, localName);
  const known = namespaceURI === HTML ? KNOWN.get(localName) : undefined;
  return known === undefined ? null : document.createElement(known);
}

/** What the page says of itself as a whole holds for its place here. */
function sheetOf(rules: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  moved(sheet.cssRules);
  return sheet;
}

function moved(rules: CSSRuleList): void {
  for (const each of rules) {
    if (each instanceof CSSMediaRule) moved(each.cssRules);
    if (each instanceof CSSStyleRule && /^(html|body)$/.test(each.selectorText)) each.selectorText = '.paper';
  }
}

function asIs(name: string): [string, string] {
  return [name, name];
}
