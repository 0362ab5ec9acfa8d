# PowerShell 7 or newer.
$answer = Invoke-RestMethod '{{token_url}}' -Method Post -Body @{
  grant_type    = 'client_credentials'
  client_id     = '{{client_id}}'
  client_secret = $env:CLIENT_SECRET
  scope         = 'read write'
}
"A token for $($answer.expires_in) seconds."
