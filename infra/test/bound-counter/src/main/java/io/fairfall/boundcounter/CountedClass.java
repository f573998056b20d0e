package io.fairfall.boundcounter;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Collectors;

/** A class whose conditions count. */
final class CountedClass {
  private static final ClassDesc HITS = ClassDesc.of(Hits.class.getName());
  private static final MethodTypeDesc HIT =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);

  /** Numbers are looked for in so many instructions before the jump: calls lie in between. */
  private static final int LOOK_BACK = 6;

  private CountedClass() {}

  static byte[] of(byte[] bytes) {
    ClassFile format =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(ClassLoader.getSystemClassLoader())
                    .orElse(ClassHierarchyResolver.defaultResolver())));
    ClassModel model = format.parse(bytes);
    String name = model.thisClass().asInternalName().replace('/', '.');
    return format.transformClass(
        model,
        ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(() -> new Method(name))));
  }

  /** Walks one method. */
  private static final class Method implements CodeTransform {
    private final String name;
    private final Deque<Instruction> before = new ArrayDeque<>();
    private int line;

    Method(String name) {
      this.name = name;
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      if (element instanceof LineNumber number) {
        line = number.line();
      }
      switch (element) {
        case BranchInstruction jump when isConditional(jump) -> jump(code, jump, place());
        case InvokeInstruction call when isLeastOrMost(call) -> leastOrMost(code, call, place());
        default -> code.with(element);
      }
      if (element instanceof Instruction instruction) {
        before.addFirst(instruction);
        if (before.size() > LOOK_BACK) {
          before.removeLast();
        }
        if (element instanceof BranchInstruction) {
          before.clear();
        }
      }
    }

    private String place() {
      String numbers =
          before.stream().flatMap(one -> numberOf(one).stream()).collect(Collectors.joining(","));
      return name + "|" + line + "|" + numbers;
    }

    private static boolean isConditional(BranchInstruction jump) {
      return jump.opcode() != Opcode.GOTO && jump.opcode() != Opcode.GOTO_W;
    }

    private static void jump(CodeBuilder code, BranchInstruction jump, String place) {
      int index = Hits.add(place);
      Label jumped = code.newLabel();
      Label on = code.newLabel();
      code.branch(jump.opcode(), jumped);
      hit(code, index);
      code.goto_(on);
      code.labelBinding(jumped);
      hit(code, index + 1);
      code.goto_(jump.target());
      code.labelBinding(on);
    }

    private static void hit(CodeBuilder code, int index) {
      code.loadConstant(index);
      code.invokestatic(HITS, "hit", HIT);
    }

    private static boolean isLeastOrMost(InvokeInstruction call) {
      String method = call.name().stringValue();
      return (method.equals("min") || method.equals("max"))
          && switch (call.owner().asInternalName()) {
            case "java/lang/Math" ->
                call.type().stringValue().equals("(II)I")
                    || call.type().stringValue().equals("(JJ)J");
            case "java/math/BigInteger" -> true;
            default -> false;
          };
    }

    private static void leastOrMost(CodeBuilder code, InvokeInstruction call, String place) {
      MethodTypeDesc type =
          call.opcode() == Opcode.INVOKESTATIC
              ? call.typeSymbol()
              : call.typeSymbol().insertParameterTypes(0, call.owner().asSymbol());
      code.loadConstant(Hits.add(place));
      code.invokestatic(
          HITS,
          call.name().stringValue(),
          type.insertParameterTypes(type.parameterCount(), ConstantDescs.CD_int));
    }

    /** A constant's value, the class and name of a field, or of what a record is asked for. */
    private static Optional<String> numberOf(Instruction instruction) {
      return switch (instruction) {
        case ConstantInstruction constant
            when constant.constantValue() instanceof Integer
                || constant.constantValue() instanceof Long ->
            Optional.of(constant.constantValue().toString());
        case FieldInstruction field ->
            Optional.of(named(field.owner().asInternalName(), field.name().stringValue()));
        case InvokeInstruction call
            when call.type().stringValue().equals("()I")
                || call.type().stringValue().equals("()J") ->
            Optional.of(named(call.owner().asInternalName(), call.name().stringValue()));
        default -> Optional.empty();
      };
    }

    private static String named(String owner, String name) {
      return owner.substring(owner.lastIndexOf('/') + 1) + "." + name;
    }
  }
}
