//! Writes the tables of all devices to `language/src/reference/devices.json`.

fn main() -> std::io::Result<()> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../language/src/reference/devices.json");
    std::fs::create_dir_all(std::path::Path::new(path).parent().unwrap())?;
    std::fs::write(path, nodal_core::devices::json())
}
