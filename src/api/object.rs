//! Objects of JavaScript, given and taken by their own properties alone. What somebody put on `Object.prototype` is then
//! no option of ours, and none of what the browser is given: it reads those through the prototype too.

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// An object without prototype, with these properties.
pub fn bare(properties: &[(&str, JsValue)]) -> Object {
    let object = Object::create(JsValue::NULL.unchecked_ref());
    for (name, value) in properties {
        // Setting a property of such an object cannot fail.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

/// A property that is the object's own; none where it has none of that name, or is no object.
pub fn own(object: &JsValue, name: &str) -> Option<JsValue> {
    // Not `dyn_ref`: an object without prototype is an instance of nothing.
    let own = object.is_object() && Object::has_own(object.unchecked_ref::<Object>(), &name.into());
    if own { Reflect::get(object, &name.into()).ok() } else { None }
}
