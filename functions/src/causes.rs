use rollcall_domain::flow::Causes;

/// Formats an error and its sources on one line for the log, outermost first.
pub fn causes(error: &(dyn std::error::Error + 'static)) -> String {
    Causes(error).to_string()
}
