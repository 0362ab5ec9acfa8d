# The secret goes through standard input,
# so it never shows in the process list.
printf %s "$CLIENT_SECRET" |
  curl -sS --fail-with-body '{{token_url}}' \
    -d grant_type=client_credentials \
    -d 'scope=read write' \
    --data-urlencode 'client_id={{client_id}}' \
    --data-urlencode client_secret@-
