//! The domain crate does not depend on AWS, the Lambda runtime, an asynchronous runtime, or an HTTP client.

use std::process::Command;

#[test]
fn domain_crate_has_no_cloud_dependency() {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "-p", "rollcall-domain", "-e", "normal", "--offline", "--prefix", "none", "--format", "{p}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let crates = String::from_utf8(tree.stdout).unwrap();
    assert!(crates.lines().next().unwrap().starts_with("rollcall-domain "), "{crates}");
    assert!(crates.lines().count() > 10, "{crates}");
    let is_cloud = |line: &&str| {
        ["aws-", "aws_", "lambda_", "lambda-", "tokio", "hyper", "reqwest"].iter().any(|start| line.starts_with(start))
    };
    assert_eq!(crates.lines().find(is_cloud), None);
}
