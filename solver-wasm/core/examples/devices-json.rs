//! Writes the tables of all devices and of the options to
//! `language/src/reference/devices.json` and `options.json`.

fn main() -> std::io::Result<()> {
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../language/src/reference"));
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join("devices.json"), nodal_core::devices::json())?;
    std::fs::write(folder.join("options.json"), nodal_core::options::json())
}
