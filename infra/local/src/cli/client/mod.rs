//! The HTTP API as a caller sees it: one client, whether the stack is inside this program or deployed.
//!
//! Every call may be repeated without harm (`POST /imports` carries an idempotency key), so a busy or unreachable stack is
//! asked again a few times. Files go to and from addresses that the API signed, without the caller's token.

mod answers;
mod error;
mod transfer;

use std::time::Duration;

pub use answers::{
    CatalogPage, CompanyAnswer, CountsAnswer, ExportAnswer, FailureAnswer, ImportAnswer, ImportOptions, ImportRequest,
    Opened, Page, ProblemAnswer, ProgressAnswer, UploadTarget,
};
use bytes::Bytes;
pub use error::{ClientError, Refusal};
use reqwest::{Method, Response, StatusCode, Url, header};
use rollcall_domain::{keys::ExportFormat, problem::Language};
use serde::de::DeserializeOwned;

/// Times that a call is made before its failure is told.
const TRIES_MAX: u32 = 5;
/// The wait before the second try; it doubles: 0.2 + 0.4 + 0.8 + 1.6 = 3 s in all.
const FIRST_WAIT: Duration = Duration::from_millis(200);
/// The longest wait that a stack may ask for with `Retry-After`.
const WAIT_MAX: Duration = Duration::from_secs(30);
/// A call that moves no file: the API answers within 30 s, or its gateway does.
const CALL_WITHIN: Duration = Duration::from_mins(1);
/// Items of a page: the most that the API gives.
const PAGE_ITEMS: usize = 1_000;

/// Speaks to one stack.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    api: String,
    token: Option<String>,
    language: Option<String>,
    first_wait: Duration,
}

impl Client {
    /// A client of the API at `api`, an address without a slash at its end.
    ///
    /// A stack on this machine is reached without a proxy and without the system's certificates, which a small container
    /// may not have.
    pub fn new(api: &str, token: Option<String>, language: Option<String>) -> Result<Self, ClientError> {
        let mut builder = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(10))
            .redirect(reqwest::redirect::Policy::none());
        if is_on_this_machine(api) {
            builder = builder.no_proxy();
            if api.starts_with("http:") {
                builder = builder.tls_certs_only([]);
            }
        }
        let http = builder.build().map_err(ClientError::unreachable)?;
        Ok(Self { http, api: api.to_owned(), token, language, first_wait: FIRST_WAIT })
    }

    /// The language that messages come in.
    pub fn language(&self) -> Language {
        self.language.as_deref().and_then(Language::from_tag).unwrap_or_default()
    }

    /// Asks for an upload. The same `key` with the same body answers the same import.
    pub async fn open_import(&self, key: &str, body: &ImportRequest<'_>) -> Result<Opened, ClientError> {
        let url = self.url(&["imports"], &[])?;
        let answer =
            self.call(|| Ok(self.request(Method::POST, &url).header("idempotency-key", key).json(body))).await?;
        read_json(answer).await
    }

    /// Where an import stands.
    pub async fn import(&self, id: &str) -> Result<ImportAnswer, ClientError> {
        self.get_json(&["imports", id], &[]).await
    }

    /// The first `limit` problems, those of the file first.
    pub async fn problems(&self, id: &str, limit: usize) -> Result<Vec<ProblemAnswer>, ClientError> {
        let mut problems: Vec<ProblemAnswer> = Vec::new();
        let mut cursor: Option<String> = None;
        while problems.len() < limit {
            let items = (limit - problems.len()).min(PAGE_ITEMS).to_string();
            let page: Page<ProblemAnswer> = self
                .get_json(&["imports", id, "problems"], &[("limit", Some(&items)), ("cursor", cursor.as_deref())])
                .await?;
            problems.extend(page.items);
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        problems.truncate(limit);
        Ok(problems)
    }

    /// Cancels an import that waits.
    pub async fn cancel(&self, id: &str) -> Result<(), ClientError> {
        let url = self.url(&["imports", id, "cancel"], &[])?;
        self.call(|| Ok(self.request(Method::POST, &url))).await.map(drop)
    }

    /// Goes on with an import that failed; answers whether there is anything to go on with.
    ///
    /// That it has not failed (any more) is fine: somebody else has said it, or we have and did not hear the answer.
    pub async fn retry(&self, id: &str) -> Result<bool, ClientError> {
        let url = self.url(&["imports", id, "retry"], &[])?;
        match self.call(|| Ok(self.request(Method::POST, &url))).await {
            Ok(_) => Ok(true),
            Err(ClientError::Refused(refusal)) if refusal.status == StatusCode::CONFLICT => Ok(true),
            Err(ClientError::Refused(refusal)) if refusal.status == StatusCode::NOT_FOUND => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Where an export lies; `None` if the import has none of this form.
    pub async fn export(&self, id: &str, format: ExportFormat) -> Result<Option<ExportAnswer>, ClientError> {
        match self.get_json(&["imports", id, "export"], &[("format", Some(format.as_str()))]).await {
            Ok(answer) => Ok(Some(answer)),
            Err(ClientError::Refused(refusal)) if refusal.status == StatusCode::CONFLICT => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// A page of users as the API wrote them, in the order of their addresses.
    pub async fn users(
        &self,
        company: Option<&str>,
        status: Option<&str>,
        cursor: Option<&str>,
    ) -> Result<Page<Box<serde_json::value::RawValue>>, ClientError> {
        let limit = PAGE_ITEMS.to_string();
        self.get_json(
            &["users"],
            &[("limit", Some(&limit)), ("company", company), ("status", status), ("cursor", cursor)],
        )
        .await
    }

    /// Adds to the catalog and renames what it has.
    pub async fn load_catalog(&self, document: &Bytes) -> Result<(), ClientError> {
        let url = self.url(&["catalog"], &[])?;
        let request = || {
            Ok(self.request(Method::PUT, &url).header(header::CONTENT_TYPE, "application/json").body(document.clone()))
        };
        self.call(request).await.map(drop)
    }

    /// Takes a company away; one that is gone is fine.
    pub async fn delete_company(&self, id: &str) -> Result<(), ClientError> {
        let url = self.url(&["catalog", "companies", id], &[])?;
        match self.call(|| Ok(self.request(Method::DELETE, &url))).await {
            Err(ClientError::Refused(refusal)) if refusal.status == StatusCode::NOT_FOUND => Ok(()),
            answer => answer.map(drop),
        }
    }

    /// A page of the catalog.
    pub async fn catalog(&self, cursor: Option<&str>) -> Result<CatalogPage, ClientError> {
        self.get_json(&["catalog"], &[("cursor", cursor)]).await
    }

    /// The template as the stack gives it.
    pub async fn template(&self, layout: Option<&str>, modules: Option<u16>) -> Result<Bytes, ClientError> {
        let modules = modules.map(|number| number.to_string());
        let url = self.url(&["template"], &[("layout", layout), ("modules", modules.as_deref())])?;
        let request =
            || Ok(self.request(Method::GET, &url).header(header::ACCEPT, "text/csv, application/problem+json"));
        self.call(request).await?.bytes().await.map_err(ClientError::unreachable)
    }

    async fn get_json<T: DeserializeOwned>(
        &self,
        path: &[&str],
        query: &[(&str, Option<&str>)],
    ) -> Result<T, ClientError> {
        let url = self.url(path, query)?;
        let answer = self.call(|| Ok(self.request(Method::GET, &url))).await?;
        read_json(answer).await
    }

    /// The address of a route. Segments and parameters are escaped; parameters without a value are left out.
    fn url(&self, path: &[&str], query: &[(&str, Option<&str>)]) -> Result<Url, ClientError> {
        let mut url = Url::parse(&self.api).map_err(|_| ClientError::Address)?;
        url.path_segments_mut().map_err(|()| ClientError::Address)?.pop_if_empty().extend(path);
        for (name, value) in query {
            if let Some(value) = value {
                url.query_pairs_mut().append_pair(name, value);
            }
        }
        Ok(url)
    }

    fn request(&self, method: Method, url: &Url) -> reqwest::RequestBuilder {
        let mut request = self
            .http
            .request(method, url.clone())
            .timeout(CALL_WITHIN)
            .header(header::ACCEPT, "application/json, application/problem+json");
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if let Some(language) = &self.language {
            request = request.header(header::ACCEPT_LANGUAGE, language);
        }
        request
    }

    /// Sends a request until it is answered by something else than "busy", or there were tries enough.
    async fn call(
        &self,
        request: impl Fn() -> Result<reqwest::RequestBuilder, ClientError>,
    ) -> Result<Response, ClientError> {
        let mut wait = self.first_wait;
        let mut tries = 0;
        loop {
            tries += 1;
            let (error, asked_wait) = match request()?.send().await {
                Ok(answer) if answer.status().is_success() => return Ok(answer),
                Ok(answer) => {
                    let asked_wait = retry_after(&answer);
                    (ClientError::of_answer(answer).await, asked_wait)
                }
                Err(error) => (ClientError::unreachable(error), None),
            };
            if tries == TRIES_MAX || !error.is_passing() {
                return Err(error);
            }
            tokio::time::sleep(asked_wait.unwrap_or(wait).min(WAIT_MAX)).await;
            wait *= 2;
        }
    }
}

async fn read_json<T: DeserializeOwned>(answer: Response) -> Result<T, ClientError> {
    let bytes = answer.bytes().await.map_err(ClientError::unreachable)?;
    serde_json::from_slice(&bytes).map_err(ClientError::Unreadable)
}

/// Seconds; the form with a date is passed over.
fn retry_after(answer: &Response) -> Option<Duration> {
    answer.headers().get(header::RETRY_AFTER)?.to_str().ok()?.trim().parse().ok().map(Duration::from_secs)
}

fn is_on_this_machine(api: &str) -> bool {
    let host = Url::parse(api).ok().and_then(|url| url.host_str().map(ToOwned::to_owned)).unwrap_or_default();
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) use tests::served;
