//! A server in front of the table that accepts a limited number of users per second, and acknowledges them without storing them: the
//! embedded table is slower than the higher limits. It forwards all other requests.

use std::{
    net::{Ipv4Addr, TcpListener as StdListener},
    sync::Arc,
};

use axum::{
    Router,
    body::Bytes,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use reqwest::Client;
use rollcall_aws::Endpoints;
use tokio::net::TcpListener;

use crate::limit::{Limit, acknowledge};

/// Starts the server and returns the endpoints with its address.
pub(crate) fn limit_table(limit: &Arc<Limit>, endpoints: &Endpoints) -> Endpoints {
    let listener = StdListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let table = endpoints.dynamodb.clone().unwrap();
    let (limit, http) = (Arc::clone(limit), Client::new());
    let respond = move |headers: HeaderMap, body: Bytes| {
        let (limit, http, table) = (Arc::clone(&limit), http.clone(), table.clone());
        async move {
            if headers["x-amz-target"] == "DynamoDB_20120810.BatchExecuteStatement" {
                return respond(StatusCode::OK, acknowledge(Some(&limit), &body).into());
            }
            let response = http.post(table).headers(headers).body(body).send().await.unwrap();
            respond(response.status(), response.bytes().await.unwrap())
        }
    };
    tokio::spawn(async move {
        let listener = TcpListener::from_std(listener).unwrap();
        axum::serve(listener, Router::new().fallback(respond)).await.unwrap();
    });
    Endpoints { dynamodb: Some(address), ..endpoints.clone() }
}

fn respond(status: StatusCode, body: Bytes) -> Response {
    (status, [(header::CONTENT_TYPE, "application/x-amz-json-1.0")], body).into_response()
}
