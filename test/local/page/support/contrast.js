/**
 * An expression that yields each visible text of the page whose contrast to what it stands on is below 4.5:1
 * (WCAG 2.2, 1.4.3), with the ratio.
 */
(() => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });

  /** Any CSS colour as red, green, blue and alpha. @param {string} colour */
  const channels = (colour) => {
    if (!canvas) throw new Error('the browser has no canvas');
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };

  /** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance @param {readonly number[]} colour */
  const luminance = (colour) => {
    const [red = 0, green = 0, blue = 0] = colour.map((channel) => {
      const part = channel / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };

  /** @param {Element | null} element @returns {readonly number[]} */
  const ground = (element) => {
    if (element === null) throw new Error('nothing stands behind the page');
    const colour = channels(getComputedStyle(element).backgroundColor);
    return colour[3] === 255 ? colour : ground(element.parentElement);
  };

  /** @param {Element} element */
  const ratio = (element) => {
    const [one, other] = [luminance(channels(getComputedStyle(element).color)), luminance(ground(element))];
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  };

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const faint = [];
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    const text = texts.currentNode.textContent?.trim();
    if (text && element?.checkVisibility() && ratio(element) < 4.5) faint.push(`${text}: ${ratio(element)}`);
  }
  return faint;
})();
