using TypedSender.Interop.Tests.Peers;

namespace TypedSender.Interop.Tests.Readers;

/// <summary>Puts down the sections of a message, one a line.</summary>
internal sealed class SectionWriter
{
    private readonly List<string> _lines = [];

    public void Add(string section, ProtonValue value) => _lines.Add($"{section}: {value}");

    /// <summary>Adds a section that is a list of fields. Nulls behind the last field that is set are left out: they say nothing (AMQP 1.0, 1.4).</summary>
    public void AddFields(string section, params ProtonValue[] fields)
    {
        int count = fields.Length;
        while (count > 0 && fields[count - 1] == ProtonValue.Null)
        {
            count--;
        }

        Add(section, ProtonValue.List(fields.Take(count)));
    }

    public override string ToString() => string.Join('\n', _lines);
}
