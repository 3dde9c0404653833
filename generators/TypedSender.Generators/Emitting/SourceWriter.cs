using System;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace TypedSender.Generators.Emitting;

/// <summary>
/// Prints indented C#: four spaces a level, line feeds on every platform. It prints what it is given; numbers are
/// turned into text by its callers, with the invariant culture.
/// </summary>
internal sealed class SourceWriter
{
    private const int SpacesPerLevel = 4;

    private readonly StringBuilder _text = new();
    private int _level;

    /// <summary>Writes an empty line. Two in a row, and one at the start of a block, are not written.</summary>
    public void Line()
    {
        if (_text.Length == 0 || EndsWith("\n\n") || EndsWith("{\n"))
        {
            return;
        }

        _text.Append('\n');
    }

    /// <summary>Writes one line, or several if the text holds line feeds, each at the current indentation.</summary>
    public void Line(string text)
    {
        for (int start = 0; start <= text.Length;)
        {
            int end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            int length = end > start && end < text.Length && text[end - 1] == '\r' ? end - 1 - start : end - start;
            if (length > 0)
            {
                _text.Append(' ', _level * SpacesPerLevel).Append(text, start, length);
            }

            _text.Append('\n');
            start = end + 1;
        }
    }

    /// <summary>
    /// Writes a heading and an opening brace; disposing of the result writes the closing brace, followed by <paramref name="end"/>.
    /// </summary>
    public Scope Block(string heading, string end = "")
    {
        if (heading.Length > 0)
        {
            Line(heading);
        }

        Line("{");
        _level++;
        return new Scope(this, "}" + end);
    }

    /// <summary>Indents what is written until the result is disposed of, without braces.</summary>
    public Scope Indent()
    {
        _level++;
        return new Scope(this, null);
    }

    public SourceText ToSourceText()
    {
        if (_level != 0)
        {
            throw new InvalidOperationException($"The generated source ends at indentation level {_level}: a block was not closed.");
        }

        return SourceText.From(_text.ToString(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    public override string ToString() => _text.ToString();

    private bool EndsWith(string suffix)
    {
        int offset = _text.Length - suffix.Length;
        for (int i = 0; i < suffix.Length; i++)
        {
            if (offset < 0 || _text[offset + i] != suffix[i])
            {
                return false;
            }
        }

        return true;
    }

    private void Close(string? closing)
    {
        _level--;
        if (closing is not null)
        {
            if (EndsWith("\n\n"))
            {
                _text.Length--;
            }

            Line(closing);
        }
    }

    /// <summary>Ends a block when disposed of.</summary>
    internal readonly struct Scope : IDisposable
    {
        private readonly SourceWriter _writer;
        private readonly string? _closing;

        internal Scope(SourceWriter writer, string? closing)
        {
            _writer = writer;
            _closing = closing;
        }

        public void Dispose() => _writer.Close(_closing);
    }
}
