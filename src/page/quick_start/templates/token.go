package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"os"
)

func main() {
	answer, err := http.PostForm("{{token_url}}", url.Values{
		"grant_type":    {"client_credentials"},
		"client_id":     {"{{client_id}}"},
		"client_secret": {os.Getenv("CLIENT_SECRET")},
		"scope":         {"read write"},
	})
	if err != nil {
		log.Fatal(err)
	}
	defer answer.Body.Close()
	var token struct {
		AccessToken string `json:"access_token"`
		ExpiresIn   int    `json:"expires_in"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&token); err != nil || token.AccessToken == "" {
		log.Fatal(answer.Status, " ", err)
	}
	fmt.Printf("A token for %d seconds.\n", token.ExpiresIn)
}
