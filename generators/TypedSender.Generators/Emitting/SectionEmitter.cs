using System.Collections.Generic;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints what binds members, parameters and constants to places outside the body.</summary>
internal static class SectionEmitter
{
    /// <summary>Ends the name of the field that <see cref="DeclareUserId"/> declares.</summary>
    public const string UserIdSuffix = "UserId";

    /// <summary>Declares the bytes of the user that a constant names, so that a send need not make them.</summary>
    public static void DeclareUserId(SourceWriter writer, IEnumerable<ConstantBinding> constants, string origin)
    {
        foreach (ConstantBinding constant in constants)
        {
            if (constant.Slot == SectionSlot.UserId)
            {
                writer.Line($"private static readonly byte[] {origin}{UserIdSuffix} = {constant.Literal}u8.ToArray();");
                writer.Line();
            }
        }
    }

    /// <summary>Sets the fields of header and properties that constants bind.</summary>
    /// <param name="writer">Where the source goes.</param>
    /// <param name="constants">The constants.</param>
    /// <param name="origin">Whose they are: begins the name of the field that <see cref="DeclareUserId"/> declares.</param>
    public static void SetConstants(SourceWriter writer, IEnumerable<ConstantBinding> constants, string origin)
    {
        foreach (ConstantBinding constant in constants)
        {
            if (!SectionSlots.IsKeyed(constant.Slot))
            {
                string literal = constant.Slot == SectionSlot.UserId ? origin + UserIdSuffix : constant.Literal;
                writer.Line(constant.SetsExpiryTimes ? $"{Runtime.Values}.SetLifetime(ref header, {literal});" : $"{Target(constant.Slot)} = {literal};");
            }
        }
    }

    /// <summary>Sets the fields of header and properties that members or parameters bind, unless they are null.</summary>
    /// <param name="writer">Where the source goes.</param>
    /// <param name="names">The names of the method that is printed.</param>
    /// <param name="bindings">The bindings.</param>
    /// <param name="prefix">The expression before the name of a member, with its dot; empty for parameters, which are not null here because the call has checked them.</param>
    public static void SetValues(SourceWriter writer, LocalNames names, IEnumerable<ValueBinding> bindings, string prefix)
    {
        foreach (ValueBinding binding in bindings)
        {
            if (SectionSlots.IsKeyed(binding.Slot))
            {
                continue;
            }

            string access = binding.Access(prefix);
            if (binding.Value.Nulls == NullState.Never)
            {
                writer.Line(Set(binding, access));
            }
            else if (binding.Value.Nulls == NullState.Forbidden)
            {
                string required = prefix.Length == 0 && binding.Value.Wrapper is null ? access : $"({access} ?? throw {Runtime.Errors}.NullMember({Literals.String(binding.DisplayName)}))";
                writer.Line(Set(binding, required));
            }
            else
            {
                string name = names.New(binding.Name);
                using (writer.Block($"if ({access} is {{ }} {name})"))
                {
                    writer.Line(Set(binding, name));
                }
            }
        }
    }

    /// <summary>Adds the entries of one map section that members or parameters bind, unless they are null.</summary>
    public static void WriteValues(SourceWriter writer, LocalNames names, IEnumerable<ValueBinding> bindings, SectionSlot slot, string section, string prefix)
    {
        var values = new ValueEmitter(writer, names, borrows: false, depth: "1", simple: slot == SectionSlot.ApplicationProperty);
        foreach (ValueBinding binding in bindings)
        {
            if (binding.Slot != slot)
            {
                continue;
            }

            string access = binding.Access(prefix);
            string key = $"{section}.TryKey(ref writer, {Literals.String(binding.Key)}u8)";
            if (binding.Value.Nulls is NullState.Never or NullState.Forbidden)
            {
                string read = prefix.Length == 0 && binding.Value.Wrapper is null ? access : Read(writer, names, binding, access);
                using (writer.Block($"if ({key})"))
                {
                    values.Write(binding.Value, read, binding.DisplayName);
                }
            }
            else
            {
                string name = names.New(binding.Name);
                string notNull = ValueEmitter.NotNull(binding.Value, access, name);
                using (writer.Block(notNull.Substring(0, notNull.Length - 1) + $" && {key})"))
                {
                    values.Write(binding.Value, name, binding.DisplayName);
                }
            }
        }
    }

    /// <summary>Adds the entries of one map section that constants bind.</summary>
    public static void WriteConstants(SourceWriter writer, IEnumerable<ConstantBinding> constants, SectionSlot slot, string section)
    {
        foreach (ConstantBinding constant in constants)
        {
            if (constant.Slot != slot)
            {
                continue;
            }

            using (writer.Block($"if ({section}.TryKey(ref writer, {Literals.String(constant.Key)}u8))"))
            {
                writer.Line(constant.Kind == ValueKind.String
                    ? $"writer.WriteUtf8String({constant.Literal}u8);"
                    : ScalarExpressions.Write(constant.Kind, constant.Literal, string.Empty, borrows: false));
            }
        }
    }

    /// <summary>Whether any binding goes to the section.</summary>
    public static bool Has(IEnumerable<ConstantBinding> constants, SectionSlot slot)
    {
        foreach (ConstantBinding constant in constants)
        {
            if (constant.Slot == slot)
            {
                return true;
            }
        }

        return false;
    }

    private static string Read(SourceWriter writer, LocalNames names, ValueBinding binding, string access)
    {
        string name = names.New(binding.Name);
        string check = binding.Value.Nulls == NullState.Forbidden ? $" ?? throw {Runtime.Errors}.NullMember({Literals.String(binding.DisplayName)})" : string.Empty;
        writer.Line($"var {name} = {access}{check};");
        return name;
    }

    private static string Set(ValueBinding binding, string value)
        => binding.SetsExpiryTimes
            ? $"{Runtime.Values}.SetLifetime(ref header, {value}, {Literals.String(binding.DisplayName)});"
            : $"{Target(binding.Slot)} = {Converted(binding, value)};";

    private static string Target(SectionSlot slot) => slot switch
    {
        SectionSlot.Durable or SectionSlot.Priority or SectionSlot.FirstAcquirer => "header." + slot,
        SectionSlot.TimeToLive => "header.Ttl",
        _ => "properties." + slot,
    };

    private static string Converted(ValueBinding binding, string value) => binding.Value.Kind switch
    {
        ValueKind.TimeToLive => $"{Runtime.Values}.ToTimeToLive({value}, {Literals.String(binding.DisplayName)})",
        ValueKind.DateTime => $"{Runtime.Values}.ToTimestamp({value}, {Literals.String(binding.DisplayName)})",
        ValueKind.UtcDateTime => $"{Runtime.Values}.ToUtcTimestamp({value})",
        ValueKind.Symbol when binding.Slot is SectionSlot.ContentType or SectionSlot.ContentEncoding => $"{value}.Value",
        ValueKind.BinarySpan or ValueKind.BinaryMemory => $"(global::System.ReadOnlyMemory<byte>){value}",
        _ => BoundedValues.Checked(binding.Value, value, binding.DisplayName),
    };
}
