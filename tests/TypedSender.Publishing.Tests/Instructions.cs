using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace TypedSender.Publishing.Tests;

/// <summary>Reads the instructions of a method body (ECMA-335, III.1).</summary>
internal static class Instructions
{
    private const byte TwoByteCode = 0xFE;

    private static readonly Dictionary<ushort, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (ushort)code.Value);

    /// <summary>Counts the constants of eight bytes, and looks for a branch that leads between instructions or out of the body.</summary>
    public static (int WideConstants, string? Fault) Check(ref BlobReader body)
    {
        int wideConstants = 0;
        HashSet<int> starts = [];
        List<(int From, int To)> branches = [];
        while (body.RemainingBytes > 0)
        {
            int start = body.Offset;
            starts.Add(start);
            byte first = body.ReadByte();
            ushort value = first == TwoByteCode ? (ushort)(TwoByteCode << 8 | body.ReadByte()) : first;
            if (!Codes.TryGetValue(value, out OpCode code))
            {
                return (wideConstants, $"{start:x4} is no instruction: {value:x2}");
            }

            wideConstants += code == OpCodes.Ldc_I8 || code == OpCodes.Ldc_R8 ? 1 : 0;
            ReadOperand(ref body, code, start, branches);
        }

        return (wideConstants, (from branch in branches where !starts.Contains(branch.To) select $"the branch at {branch.From:x4} leads to {branch.To:x4}").FirstOrDefault());
    }

    private static void ReadOperand(ref BlobReader body, OpCode code, int start, List<(int From, int To)> branches)
    {
        switch (code.OperandType)
        {
            case OperandType.InlineNone:
                break;
            case OperandType.ShortInlineBrTarget:
                int near = body.ReadSByte();
                branches.Add((start, body.Offset + near));
                break;
            case OperandType.InlineBrTarget:
                int far = body.ReadInt32();
                branches.Add((start, body.Offset + far));
                break;
            case OperandType.InlineSwitch:
                int[] targets = new int[body.ReadInt32()];
                for (int i = 0; i < targets.Length; i++)
                {
                    targets[i] = body.ReadInt32();
                }

                int end = body.Offset;
                branches.AddRange(targets.Select(target => (start, end + target)));
                break;
            case OperandType.ShortInlineI or OperandType.ShortInlineVar:
                body.Offset += 1;
                break;
            case OperandType.InlineVar:
                body.Offset += 2;
                break;
            case OperandType.InlineI8 or OperandType.InlineR:
                body.Offset += 8;
                break;
            default:
                body.Offset += 4;
                break;
        }
    }
}
