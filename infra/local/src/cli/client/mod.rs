//! A client for the HTTP API, used both for the stack in this process and for the one at `--api`.
//!
//! Every call can be repeated without further effect: those that create an import from a file have an idempotency key. Calls are therefore
//! repeated while the stack is busy or unreachable. Uploads and results are transferred with presigned URLs, without the caller's token.

mod error;
mod responses;
mod transfer;

use std::time::Duration;

use backon::{ExponentialBuilder, Retryable};
use bytes::Bytes;
pub use error::{ClientError, Refusal, with_commands};
use reqwest::{Method, Response, StatusCode, Url, header};
pub use responses::{
    CatalogChanges, CatalogPage, CompanyResponse, CorrectedResponse, CountsResponse, ExportResponse, FailureResponse,
    FindingResponse, ImportFilter, ImportOptions, ImportRequest, ImportResponse, InvitationRequest, InvitedResponse,
    KeptResponse, Opened, OptionsResponse, Page, ProblemResponse, ProgressResponse, RowResponse, UndoResponse,
    UndoRowResponse, UploadTarget,
};
use rollcall_domain::{
    corrections::{Correction, CorrectionList},
    import::ImportStatus,
    keys::{ExportFormat, FileKind},
    problem::Language,
    rules::clean_name,
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::http_client::builder_for;

/// Retries of a call. The wait doubles each time, unless the response specifies another: 0.2 + 0.4 + 0.8 + 1.6 = 3 s in total.
const BACKOFF: ExponentialBuilder =
    ExponentialBuilder::new().with_min_delay(Duration::from_millis(200)).with_max_times(4);
/// Maximum wait accepted from `Retry-After`.
const WAIT_MAX: Duration = Duration::from_secs(30);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Timeout for an API call. It exceeds the 30 s within which the API or its gateway responds.
const CALL_TIMEOUT: Duration = Duration::from_mins(1);
/// Maximum time for which a transfer with a presigned URL may make no progress. The time for the whole transfer is not limited, since it
/// depends on the file and the connection.
const TRANSFER_IDLE: Duration = Duration::from_mins(1);
/// Number of items per page: the API's maximum.
const PAGE_ITEMS: usize = 1_000;

#[derive(Debug, Clone, Copy, Default)]
pub struct UserFilter<'a> {
    pub company: Option<&'a str>,
    pub status: Option<&'a str>,
    pub identifier: Option<&'a str>,
}

#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    api: String,
    token: Option<String>,
    language: Option<String>,
    backoff: ExponentialBuilder,
    transfer_idle: Duration,
}

impl Client {
    /// Creates a client for the API at `api`, a URL without a trailing slash.
    pub fn new(api: &str, token: Option<String>, language: Option<String>) -> Result<Self, ClientError> {
        let http = builder_for(api).connect_timeout(CONNECT_TIMEOUT).build().map_err(ClientError::unreachable)?;
        Ok(Self { http, api: api.to_owned(), token, language, backoff: BACKOFF, transfer_idle: TRANSFER_IDLE })
    }

    pub fn language(&self) -> Language {
        self.language.as_deref().and_then(Language::from_tag).unwrap_or_default()
    }

    /// Starts an import. The same `key` with the same body returns the same import.
    pub async fn open_import(&self, key: &str, body: &ImportRequest<'_>) -> Result<Opened, ClientError> {
        let url = self.url(&["imports"], &[])?;
        let response = self.call(|| self.request(Method::POST, &url).header("idempotency-key", key).json(body)).await?;
        read_json(response).await
    }

    pub async fn import(&self, id: &str) -> Result<ImportResponse, ClientError> {
        self.get_json(&["imports", id], &[]).await
    }

    /// Returns the first `limit` problems, starting with file problems; none if they are no longer stored.
    pub async fn problems(&self, id: &str, limit: usize) -> Result<Vec<ProblemResponse>, ClientError> {
        match self.list(&["imports", id, "problems"], None, limit).await {
            Err(ClientError::Refused(refusal)) if refusal.code == "rows-gone" => Ok(Vec::new()),
            problems => problems,
        }
    }

    /// Returns all distinct values with a problem, errors first.
    pub async fn findings(&self, id: &str) -> Result<Vec<FindingResponse>, ClientError> {
        self.list(&["imports", id, "findings"], None, usize::MAX).await
    }

    /// Returns the first `limit` items of a list that match `filter`, the name and value of a query parameter.
    async fn list<T: DeserializeOwned>(
        &self,
        path: &[&str],
        filter: Option<(&str, &str)>,
        limit: usize,
    ) -> Result<Vec<T>, ClientError> {
        let mut all: Vec<T> = Vec::new();
        let mut cursor: Option<String> = None;
        while all.len() < limit {
            let items = (limit - all.len()).min(PAGE_ITEMS).to_string();
            let mut query = vec![("limit", Some(items.as_str())), ("cursor", cursor.as_deref())];
            query.extend(filter.map(|(name, value)| (name, Some(value))));
            let page: Page<T> = self.get_json(path, &query).await?;
            all.extend(page.items);
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        all.truncate(limit);
        Ok(all)
    }

    pub async fn corrections(&self, id: &str) -> Result<Vec<Correction>, ClientError> {
        let list: CorrectionList = self.get_json(&["imports", id, "corrections"], &[]).await?;
        Ok(list.corrections)
    }

    /// Starts an import that supersedes another one, with `list` as its complete list of corrections. The same `key` returns the same
    /// import.
    ///
    /// With `is_real`, the new import can be confirmed even if the previous one was a dry run.
    pub async fn correct(
        &self,
        id: &str,
        key: &str,
        list: &[Correction],
        is_real: bool,
    ) -> Result<CorrectedResponse, ClientError> {
        let url = self.url(&["imports", id, "corrections"], &[])?;
        let mut body = serde_json::json!({ "corrections": list });
        if is_real {
            body["options"] = serde_json::json!({ "dry_run": false });
        }
        let request = || self.request(Method::POST, &url).header("idempotency-key", key).json(&body);
        read_json(self.call(request).await?).await
    }

    pub async fn confirm(&self, id: &str, ignore_errors: bool) -> Result<(), ClientError> {
        let url = self.url(&["imports", id, "confirm"], &[])?;
        let body = serde_json::json!({ "ignore_errors": ignore_errors });
        self.call(|| self.request(Method::POST, &url).json(&body)).await.map(drop)
    }

    /// Returns a page of imports as received from the API, newest first.
    pub async fn imports(
        &self,
        filter: ImportFilter<'_>,
        cursor: Option<&str>,
    ) -> Result<Page<Box<serde_json::value::RawValue>>, ClientError> {
        let limit = PAGE_ITEMS.to_string();
        let query = [
            ("limit", Some(limit.as_str())),
            ("status", filter.status),
            ("source", filter.source),
            ("started_by", filter.started_by),
            ("feed", filter.feed),
            ("cursor", cursor),
        ];
        self.get_json(&["imports"], &query).await
    }

    /// Returns a page of feeds as received from the API, ordered by name.
    pub async fn feeds(&self, cursor: Option<&str>) -> Result<Page<Box<serde_json::value::RawValue>>, ClientError> {
        let limit = PAGE_ITEMS.to_string();
        self.get_json(&["feeds"], &[("limit", Some(limit.as_str())), ("cursor", cursor)]).await
    }

    pub async fn feed(&self, name: &str) -> Result<Map<String, Value>, ClientError> {
        self.get_json(&["feeds", name], &[]).await
    }

    /// Returns a feed, or `None` if no feed has this name.
    pub async fn find_feed(&self, name: &str) -> Result<Option<Map<String, Value>>, ClientError> {
        match self.feed(name).await {
            Err(ClientError::Refused(refusal)) if refusal.code == "feed-unknown" => Ok(None),
            feed => feed.map(Some),
        }
    }

    /// Creates a feed, or replaces its configuration. Returns `true` if the feed is new.
    pub async fn put_feed(&self, name: &str, configuration: &Map<String, Value>) -> Result<bool, ClientError> {
        let url = self.url(&["feeds", name], &[])?;
        let response = self.call(|| self.request(Method::PUT, &url).json(configuration)).await?;
        Ok(response.status() == StatusCode::CREATED)
    }

    pub async fn delete_feed(&self, name: &str) -> Result<(), ClientError> {
        let url = self.url(&["feeds", name], &[])?;
        self.call(|| self.request(Method::DELETE, &url)).await.map(drop)
    }

    /// Starts to undo an import and returns the undo's id. The undo awaits confirmation. While an undo is in progress, the same request
    /// returns that undo.
    pub async fn undo(&self, id: &str) -> Result<String, ClientError> {
        let url = self.url(&["imports", id, "undo"], &[])?;
        let body = serde_json::json!({ "confirm": true });
        let response = self.call(|| self.request(Method::POST, &url).json(&body)).await?;
        Ok(read_json::<UndoResponse>(response).await?.import_id)
    }

    /// Returns the first `limit` rows that match `filter`, the name and value of a query parameter. `T` depends on whether the import is an
    /// undo.
    pub async fn rows<T: DeserializeOwned>(
        &self,
        id: &str,
        filter: (&str, &str),
        limit: usize,
    ) -> Result<Vec<T>, ClientError> {
        self.list(&["imports", id, "rows"], Some(filter), limit).await
    }

    pub async fn cancel(&self, id: &str) -> Result<(), ClientError> {
        let url = self.url(&["imports", id, "cancel"], &[])?;
        self.call(|| self.request(Method::POST, &url)).await.map(drop)
    }

    /// Retries a failed import. Returns `false` if the import or its rows no longer exist.
    ///
    /// A conflict counts as success if the import is no longer in the failed state: another client has retried it, or this client has
    /// retried it and the response was lost. After any other conflict, such as a busy feed, the refusal is returned.
    pub async fn retry(&self, id: &str) -> Result<bool, ClientError> {
        let url = self.url(&["imports", id, "retry"], &[])?;
        match self.call(|| self.request(Method::POST, &url)).await {
            Ok(_) => Ok(true),
            Err(ClientError::Refused(refusal)) if refusal.status == StatusCode::NOT_FOUND => Ok(false),
            Err(ClientError::Refused(refusal)) if refusal.status == StatusCode::CONFLICT => {
                let is_failed = self.import(id).await?.status == ImportStatus::Failed;
                if is_failed { Err(ClientError::Refused(refusal)) } else { Ok(true) }
            }
            Err(error) => Err(error),
        }
    }

    /// Returns an export with its URL, or `None` if the import has no export in this format.
    pub async fn export(&self, id: &str, format: ExportFormat) -> Result<Option<ExportResponse>, ClientError> {
        match self.get_json(&["imports", id, "export"], &[("format", Some(format.as_str()))]).await {
            Ok(response) => Ok(Some(response)),
            Err(ClientError::Refused(refusal)) if refusal.status == StatusCode::CONFLICT => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Returns a page of users as received from the API, ordered by address.
    pub async fn users(
        &self,
        filter: UserFilter<'_>,
        cursor: Option<&str>,
    ) -> Result<Page<Box<serde_json::value::RawValue>>, ClientError> {
        let UserFilter { company, status, identifier } = filter;
        let limit = PAGE_ITEMS.to_string();
        self.get_json(
            &["users"],
            &[
                ("limit", Some(&limit)),
                ("company", company),
                ("status", status),
                ("identifier", identifier),
                ("cursor", cursor),
            ],
        )
        .await
    }

    /// Requests invitations, or only counts the users. Repeating the request changes nothing for users who are already queued.
    pub async fn invite(&self, body: &InvitationRequest<'_>) -> Result<InvitedResponse, ClientError> {
        let url = self.url(&["invitations"], &[])?;
        read_json(self.call(|| self.request(Method::POST, &url).json(body)).await?).await
    }

    pub async fn invitation_batch(&self, run_id: &str) -> Result<InvitedResponse, ClientError> {
        self.get_json(&["invitations", run_id], &[]).await
    }

    /// Adds companies, cohorts and courses, or renames them. Returns the number of aliases that were removed.
    pub async fn load_catalog(&self, document: &Bytes) -> Result<u64, ClientError> {
        let url = self.url(&["catalog"], &[])?;
        let request =
            || self.request(Method::PUT, &url).header(header::CONTENT_TYPE, "application/json").body(document.clone());
        let changes: CatalogChanges = read_json(self.call(request).await?).await?;
        Ok(changes.aliases_removed)
    }

    /// Deletes a company, if it exists.
    pub async fn delete_company(&self, id: &str) -> Result<(), ClientError> {
        let url = self.url(&["catalog", "companies", id], &[])?;
        match self.call(|| self.request(Method::DELETE, &url)).await {
            Err(ClientError::Refused(refusal)) if refusal.status == StatusCode::NOT_FOUND => Ok(()),
            response => response.map(drop),
        }
    }

    pub async fn catalog(&self, cursor: Option<&str>) -> Result<CatalogPage, ClientError> {
        self.get_json(&["catalog"], &[("cursor", cursor)]).await
    }

    /// Returns `true` if the catalog contains no companies.
    pub async fn has_empty_catalog(&self) -> Result<bool, ClientError> {
        let page: CatalogPage = self.get_json(&["catalog"], &[("limit", Some("1"))]).await?;
        Ok(page.companies.is_empty() && page.next_cursor.is_none())
    }

    /// Returns `true` if the catalog contains a company with this name, alias or id.
    pub async fn has_company(&self, company: &str) -> Result<bool, ClientError> {
        let name = clean_name(company);
        let mut cursor: Option<String> = None;
        loop {
            let page = self.catalog(cursor.as_deref()).await?;
            let is_found = page.companies.iter().any(|entry| {
                let mut names = std::iter::once(&entry.name).chain(entry.aliases.iter().flatten());
                entry.id == company || names.any(|own| clean_name(own) == name)
            });
            cursor = page.next_cursor;
            if is_found || cursor.is_none() {
                return Ok(is_found);
            }
        }
    }

    /// Like [`has_company`](Self::has_company), but returns `true` if the token may not read the catalog.
    pub async fn may_have_company(&self, company: &str) -> Result<bool, ClientError> {
        match self.has_company(company).await {
            Err(ClientError::Refused(refusal)) if refusal.status == StatusCode::FORBIDDEN => Ok(true),
            found => found,
        }
    }

    pub async fn template(
        &self,
        layout: Option<&str>,
        modules: Option<u16>,
        kind: FileKind,
    ) -> Result<Bytes, ClientError> {
        let modules = modules.map(|number| number.to_string());
        let format = (kind == FileKind::Workbook).then_some("xlsx");
        let query = [("layout", layout), ("modules", modules.as_deref()), ("format", format)];
        let url = self.url(&["template"], &query)?;
        let accepted = format!("{}, application/problem+json", kind.content_type());
        let request = || self.request(Method::GET, &url).header(header::ACCEPT, &accepted);
        self.call(request).await?.bytes().await.map_err(ClientError::unreachable)
    }

    async fn get_json<T: DeserializeOwned>(
        &self,
        path: &[&str],
        query: &[(&str, Option<&str>)],
    ) -> Result<T, ClientError> {
        let url = self.url(path, query)?;
        let response = self.call(|| self.request(Method::GET, &url)).await?;
        read_json(response).await
    }

    /// Builds the URL of a route. Segments and parameters are escaped; parameters without a value are omitted.
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
            .timeout(CALL_TIMEOUT)
            .header(header::ACCEPT, "application/json, application/problem+json");
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if let Some(language) = &self.language {
            request = request.header(header::ACCEPT_LANGUAGE, language);
        }
        request
    }

    async fn call(&self, request: impl Fn() -> reqwest::RequestBuilder) -> Result<Response, ClientError> {
        let attempt = async || {
            let response = request().send().await.map_err(ClientError::unreachable)?;
            if response.status().is_success() { Ok(response) } else { Err(ClientError::of_response(response).await) }
        };
        attempt
            .retry(self.backoff)
            .when(ClientError::is_transient)
            .adjust(|error, wait| wait.map(|wait| error.retry_after().unwrap_or(wait).min(WAIT_MAX)))
            .await
    }
}

async fn read_json<T: DeserializeOwned>(response: Response) -> Result<T, ClientError> {
    let bytes = response.bytes().await.map_err(ClientError::unreachable)?;
    serde_json::from_slice(&bytes).map_err(ClientError::Unreadable)
}

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) use tests::served;
