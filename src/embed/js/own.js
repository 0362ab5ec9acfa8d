// Reads what others give by its own properties alone, in objects without prototype: what somebody put on
// `Object.prototype` is no option, no header and no way to fetch. What is handed to the browser is made the same way
// (`{ __proto__: null, … }`), since it reads options through their prototype too. Nothing is spread into such a literal:
// minifiers join two of them, and a literal with two `__proto__` is no JavaScript.

/** What is an object's own, in one without prototype. */
export const own = (object) => Object.assign(Object.create(null), object);

/** One own property of something that was thrown or given; nothing where it has none of that name. */
export const ownValue = (object, name) =>
  object !== undefined && object !== null && Object.hasOwn(object, name) ? object[name] : undefined;
