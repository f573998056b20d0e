package io.fairfall.json;

import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.json.PropertyNames;
import io.avaje.json.stream.BufferedJsonWriter;
import io.avaje.json.stream.BytesJsonWriter;
import io.avaje.json.stream.JsonOutput;
import io.avaje.json.stream.JsonStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;

/**
 * Gives adapters the names that {@link StrictReader} can use. It makes no reader, because that one
 * needs to know more than a text, and no writer, because that is the library's own.
 */
final class ReadingStream implements JsonStream {
  @Override
  public PropertyNames properties(String... names) {
    return new MemberNames(names);
  }

  @Override
  public JsonReader reader(String json) {
    throw notHere();
  }

  @Override
  public JsonReader reader(byte[] json) {
    throw notHere();
  }

  @Override
  public JsonReader reader(Reader reader) {
    throw notHere();
  }

  @Override
  public JsonReader reader(InputStream in) {
    throw notHere();
  }

  @Override
  public JsonWriter writer(Writer writer) {
    throw notHere();
  }

  @Override
  public JsonWriter writer(OutputStream out) {
    throw notHere();
  }

  @Override
  public JsonWriter writer(JsonOutput output) {
    throw notHere();
  }

  @Override
  public BufferedJsonWriter bufferedWriter() {
    throw notHere();
  }

  @Override
  public BytesJsonWriter bufferedWriterAsBytes() {
    throw notHere();
  }

  private static UnsupportedOperationException notHere() {
    return new UnsupportedOperationException("read and write through JsonCodec");
  }
}
