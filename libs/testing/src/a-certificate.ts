/*
 * A certificate for this machine that tests present and believe, and nobody else: its key is as public as this file. Made by
 * `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1`.
 */
export const testCertificate = `
-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUEjJNrV3GgOrML+8kkzPllJrLm9EwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyODE4MTA1NFoYDzIxMjYxMTA0
MTgxMDU0WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASa73e9+D5kDnNZd9OAVunlEGkBjCjXaUWbFFVUyEag9kPozPYpVIOV
zWBkxABWQYkEw5+/4aBa5uBm911SU3nSo28wbTAdBgNVHQ4EFgQUz+4n6ZjQaCgT
HN83u0mPYw8/umAwHwYDVR0jBBgwFoAUz+4n6ZjQaCgTHN83u0mPYw8/umAwGgYD
VR0RBBMwEYIJbG9jYWxob3N0hwR/AAABMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZI
zj0EAwIDSAAwRQIhAJtTV2sUBwLTdVHZ6dsD+fpCzM0ugjRUKnZzV6Gv+SboAiAD
gR5h/ox3ncOW2V2IOfVptpN5YSIikFYBZujfGe2Smw==
-----END CERTIFICATE-----
`.trim();

export const testKey = `
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgc0z8HyVkhxHz+uuY
dF0roRTAuUUl9v61fCS/LPUcXHqhRANCAASa73e9+D5kDnNZd9OAVunlEGkBjCjX
aUWbFFVUyEag9kPozPYpVIOVzWBkxABWQYkEw5+/4aBa5uBm911SU3nS
-----END PRIVATE KEY-----
`.trim();
