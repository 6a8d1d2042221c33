// Libraries write style attributes and style sheets, which the content security policy stops. The attribute goes
// through the object model instead, which is allowed; the sheets are in the page already and become nothing.
// Nothing from an article comes either way. Must run before the libraries.
(() => {
  const { setAttribute } = Element.prototype;
  Element.prototype.setAttribute = function set(name, value) {
    if (name.toLowerCase() === "style" && this.style) this.style.cssText = value;
    else setAttribute.call(this, name, value);
  };
  const { createElement } = Document.prototype;
  Document.prototype.createElement = function create(name, options) {
    return createElement.call(this, String(name).toLowerCase() === "style" ? "template" : name, options);
  };
})();
