#![doc = "The wasm-bindgen face."]
