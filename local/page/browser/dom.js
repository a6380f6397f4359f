/** The few things that the page does with elements. Text only ever becomes a text node. */

/**
 * The element of the page with that id, which is known to be of that class.
 * @template {Element} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export const find = (id, type) => {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`the page has no ${type.name} #${id}`);
  return element;
};

/**
 * A new element with attributes and children.
 * @template {keyof HTMLElementTagNameMap} N
 * @param {N} name
 * @param {Readonly<Record<string, string>>} attributes
 * @param {...(string | Node)} children
 */
export const make = (name, attributes, ...children) => {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.append(...children);
  return element;
};

const announcement = find('announcement', HTMLParagraphElement);

/**
 * Says something to whoever listens instead of looking.
 * @param {string} text
 */
export const announce = (text) => {
  announcement.textContent = text;
};

/**
 * Work that is done when asked for, at once or after the pause that follows the last time, never twice at a time.
 * @param {() => Promise<void>} work
 * @param {number} pauseMs between the end of one run and the begin of the next
 */
export const throttled = (work, pauseMs) => {
  let busy = false;
  let asked = false;
  const run = async () => {
    asked = true;
    if (busy) return;
    busy = true;
    try {
      while (asked) {
        asked = false;
        await work();
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    } finally {
      busy = false;
    }
  };
  return run;
};
