/** The Data Flow server of the local platform. */
package io.aisle.dataflow.server;
