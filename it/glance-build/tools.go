//go:build tools

// Package tools names Glance as a dependency, so that `go build` can make it at a fixed version.
package tools

import _ "github.com/glanceapp/glance"
