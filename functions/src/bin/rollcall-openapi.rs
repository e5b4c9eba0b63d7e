//! Writes the `OpenAPI` description to a file. Not a Lambda function.

use std::{env, error::Error, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1).ok_or("pass the path of the file to write, infra/openapi.yaml")?;
    fs::write(path, rollcall_functions::openapi::to_yaml()?)?;
    Ok(())
}
