set -eu

# Get a token. Like the secret it never shows
# in the process list.
token=$(
  printf %s "$CLIENT_SECRET" |
    curl -sS --fail-with-body '{{token_url}}' \
      -d grant_type=client_credentials \
      -d 'scope=read write' \
      --data-urlencode 'client_id={{client_id}}' \
      --data-urlencode client_secret@- |
    sed -n 's/.*"access_token" *: *"\([^"]*\)".*/\1/p'
)
call() {
  printf 'Authorization: Bearer %s' "$token" |
    curl -sS --fail-with-body -H @- "$@"
}

# List all applications.
call '{{apps_url}}' > applications.json

# Create one. Its secret may come only once:
# keep the answer to yourself.
umask 077
call '{{apps_url}}' -H 'Content-Type: application/json' \
  -d '{"name": "Quick start"}' > created.json
id=$(sed -n 's/.*"id" *: *\([0-9]*\).*/\1/p' created.json)
echo "Created $id"

# Delete it. Its tokens stop working.
call -X DELETE '{{apps_url}}'"$id/"
echo "Deleted $id"
