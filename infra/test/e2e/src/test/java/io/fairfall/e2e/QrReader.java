package io.fairfall.e2e;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.microsoft.playwright.Locator;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Reads a QR code from the screen, as a telephone held before it does. */
final class QrReader {
  private QrReader() {}

  /**
   * @param image a part of a page
   * @return what its code says
   * @throws AssertionError if nothing can be read
   */
  static String read(Locator image) {
    try {
      BufferedImage picture = ImageIO.read(new ByteArrayInputStream(image.screenshot()));
      int width = picture.getWidth();
      int height = picture.getHeight();
      int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
      BinaryBitmap bits =
          new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
      return new QRCodeReader().decode(bits).getText();
    } catch (NotFoundException absent) {
      throw new AssertionError("there is no code in what the page shows", absent);
    } catch (ReaderException unreadable) {
      throw new AssertionError("the code cannot be read", unreadable);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
