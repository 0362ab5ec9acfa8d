# Typed like this it is in no history.
$env:CLIENT_SECRET = Read-Host 'Client secret' `
  -AsSecureString |
  ConvertFrom-SecureString -AsPlainText
