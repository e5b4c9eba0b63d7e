//! HTTP clients for one server, on this machine or elsewhere.

use reqwest::{Client, ClientBuilder, Url, redirect::Policy};
use rollcall_embedded::is_loopback;

/// Returns a builder for a client that follows no redirects, because they could lead to another host.
///
/// A server on this machine is reached without a proxy and, over http, without the system's certificates, which a small container may lack.
pub(crate) fn builder_for(url: &str) -> ClientBuilder {
    let mut builder = Client::builder().redirect(Policy::none());
    if let Ok(url) = Url::parse(url)
        && is_on_this_machine(&url)
    {
        builder = builder.no_proxy();
        if url.scheme() == "http" {
            builder = builder.tls_certs_only([]);
        }
    }
    builder
}

fn is_on_this_machine(url: &Url) -> bool {
    url.host_str().is_some_and(is_loopback)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_this_machine_are_recognized() {
        for (url, is_here) in [
            ("http://127.0.0.1:8000", true),
            ("http://[::1]:8000", true),
            ("http://localhost:8000/x", true),
            ("https://api.example.com", false),
            ("http://10.0.0.1", false),
            ("http://localhost.example.com", false),
            ("http://localhost@api.example.com", false),
        ] {
            assert_eq!(Url::parse(url).is_ok_and(|url| is_on_this_machine(&url)), is_here, "{url}");
        }
    }
}
