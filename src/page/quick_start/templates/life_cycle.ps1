# PowerShell 7 or newer.
$ErrorActionPreference = 'Stop'

# Get a token.
$answer = Invoke-RestMethod '{{token_url}}' -Method Post -Body @{
  grant_type    = 'client_credentials'
  client_id     = '{{client_id}}'
  client_secret = $env:CLIENT_SECRET
  scope         = 'read write'
}
$call = @{
  Authentication = 'Bearer'
  Token          = ConvertTo-SecureString $answer.access_token -AsPlainText
  AllowUnencryptedAuthentication = '{{apps_url}}'.StartsWith('http:')
}

# List all applications.
$applications = Invoke-RestMethod '{{apps_url}}' @call
"Found $(@($applications).Count)"

# Create one. Its secret may come only once:
# store $created.client_secret.
$created = Invoke-RestMethod '{{apps_url}}' @call -Method Post `
  -ContentType 'application/json' -Body (@{ name = 'Quick start' } | ConvertTo-Json)
"Created $($created.id)"

# Delete it. Its tokens stop working.
Invoke-RestMethod ('{{apps_url}}' + "$($created.id)/") @call -Method Delete
"Deleted $($created.id)"
