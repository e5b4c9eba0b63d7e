/// Formats an error and its sources on one line for the log, outermost first.
pub fn causes(error: &(dyn std::error::Error + 'static)) -> String {
    let mut line = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        if !line.is_empty() {
            line.push_str(": ");
        }
        line.push_str(&error.to_string());
        next = error.source();
    }
    line
}
